package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.Text;
import java.util.Collection;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains a mistake in a JSON body: the field, and its type. */
final class JsonProblem {
    private JsonProblem() {}

    static Problem of(JacksonException e) {
        String field = path(e);
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problem.unknownField(field, names(unknown.getKnownPropertyIds()));
        } else if (e instanceof InvalidFormatException unfit
                && unfit.getValue() instanceof String text
                && !Text.isPlain(text)) {
            return Text.notPlain(field, text);
        } else if (e instanceof InputCoercionException) {
            return Problem.invalid(field, "%s is out of range".formatted(field));
        } else if (e instanceof MismatchedInputException mismatched) {
            return field.isEmpty()
                    ? Problem.badRequest("the body must be a JSON object")
                    : Problem.invalid(field, "%s must be %s".formatted(field, kind(mismatched.getTargetType())));
        }
        return Problem.badRequest(
                "the body is not valid JSON: %s%s".formatted(place(e), Text.shown(e.getOriginalMessage())));
    }

    /** Returns the position of the parser, which is unknown for a text or a number that is too long. */
    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : "line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String names(Collection<Object> known) {
        return known == null
                ? "none"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference each : e.getPath()) {
            if (each.getPropertyName() == null) {
                path.append('[').append(each.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(Text.shown(each.getPropertyName()));
            }
        }
        return path.toString();
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "of another type";
        } else if (type == String.class) {
            return "a string";
        } else if (type == Integer.class || type == Long.class) {
            return "a whole number";
        } else if (Number.class.isAssignableFrom(type)) {
            return "a number";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return "an object";
    }
}
