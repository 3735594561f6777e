package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.callgate.model.PhoneNumber;

/** One number. */
record NumberResponse(
        boolean success, @JsonProperty("phoneNumber") NumberJson phoneNumber) {
    static NumberResponse of(PhoneNumber number) {
        return new NumberResponse(true, NumberJson.of(number));
    }
}
