package dev.callgate.examples.console.api;

import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import java.util.Map;

/** The attributes of a requested call. */
final class RequestedAttributes {
    private RequestedAttributes() {}

    static CallRequest addTo(CallRequest request, @Nullable Map<String, String> attributes) {
        if (attributes == null) {
            return request;
        }
        CallRequest all = request;
        try {
            for (Map.Entry<String, String> each : attributes.entrySet()) {
                all = all.with(each.getKey(), each.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("attributes", String.valueOf(e.getMessage()));
        }
        return all;
    }
}
