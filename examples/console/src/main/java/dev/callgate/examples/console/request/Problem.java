package dev.callgate.examples.console.request;

import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered as asked: what is wrong, with which field, and as which status it is told. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    @Nullable
    private final String field;

    private Problem(HttpStatus status, String code, @Nullable String field, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** The request is understood, and a value in it is not right. */
    public static Problem invalid(String field, String message) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_value", field, message);
    }

    /** A value is needed, and not there. */
    public static Problem missing(String field) {
        return invalid(field, "%s is missing".formatted(field));
    }

    /** There is no such thing, or it is another organization's. */
    public static Problem notFound(String what, Object id) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "not_found",
                null,
                "there is no %s %s".formatted(what, Text.shown(id.toString())));
    }

    /** It stands in the way of what is there. */
    public static Problem conflict(String code, String message) {
        return new Problem(HttpStatus.CONFLICT, code, null, message);
    }

    /** A value of the request contradicts what is there. */
    public static Problem conflict(String code, String message, String field) {
        return new Problem(HttpStatus.CONFLICT, code, field, message);
    }

    /** The request cannot be read. */
    public static Problem badRequest(String message) {
        return new Problem(HttpStatus.BAD_REQUEST, "bad_request", null, message);
    }

    /** The request has a field that the endpoint does not know. */
    public static Problem unknownField(String field, String known) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "unknown_field",
                field,
                "there is no field %s; the fields here are: %s".formatted(field, known));
    }

    public static Problem tooLarge(long most) {
        HttpStatus status = HttpStatus.CONTENT_TOO_LARGE;
        return new Problem(status, code(status), null, "this has more than %d bytes".formatted(most));
    }

    /** An upload that was not read to its end, since its client sent it too slowly. */
    public static Problem tooSlow(long bytesPerSecond) {
        HttpStatus status = HttpStatus.REQUEST_TIMEOUT;
        return new Problem(
                status,
                code(status),
                null,
                "the upload arrived with fewer than %d bytes a second: send it again, in smaller parts or by a faster connection"
                        .formatted(bytesPerSecond));
    }

    /** An upload that was not read to its end. */
    public static Problem tooManyRejected(long line, long most) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "too_many_rejected_rows",
                null,
                "line %d is the last one that was read, since more than %d rows were rejected: see that the file is a list of numbers"
                        .formatted(line, most));
    }

    public static Problem unavailable(String code, String message) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, code, null, message);
    }

    /** Returns the code of a status that needs no code of its own. */
    public static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the HTTP status of the answer. */
    public HttpStatus status() {
        return status;
    }

    /** Returns the code of the error, for programs. */
    public String code() {
        return code;
    }

    /** Returns the field with the mistake, or null. */
    @Nullable
    public String field() {
        return field;
    }

    /**
     * Returns whether a database refused a value, SQLSTATE class 22 ("data exception"): the request is wrong, and the database answers.
     */
    public static boolean isOfData(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("22")) {
                return true;
            }
        }
        return false;
    }
}
