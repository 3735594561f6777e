package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Adds the numbers of lines such as {@code +12025550123,telnyx,US}. */
record UploadLines(
        @JsonDeserialize(using = JsonText.Any.class) @Nullable
        String numbers) {
    BodyStream stream() {
        byte[] bytes = RequestValues.required("numbers", numbers).getBytes(StandardCharsets.UTF_8);
        return new BodyStream(new ByteArrayInputStream(bytes), bytes.length, bytes.length);
    }
}
