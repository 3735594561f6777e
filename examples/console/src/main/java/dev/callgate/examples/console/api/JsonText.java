package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Text;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads JSON strings, and nothing else as a string. */
final class JsonText {
    private JsonText() {}

    /** Reads a JSON string with any characters, for text that the library parses. */
    static class Any extends StdScalarDeserializer<String> {
        Any() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(String.class, "not a string");
            }
            return json.getString();
        }
    }

    /** Reads a JSON string without control characters and lone surrogates. */
    static final class Plain extends Any {
        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            String text = super.deserialize(json, context);
            if (!Text.isPlain(text)) {
                throw context.weirdStringException(text, String.class, "control characters or lone surrogates");
            }
            return text;
        }
    }
}
