package dev.callgate.examples.console.request;

import jakarta.annotation.Nullable;
import java.sql.SQLException;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Thrown if a request cannot be answered: the mistake, its field if there is one, and the HTTP status. */
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

    /** Returns the problem of a wrong value. */
    public static Problem invalid(String field, String message) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_value", field, message);
    }

    /** Returns the problem of a missing value. */
    public static Problem missing(String field) {
        return invalid(field, "%s is missing: give one".formatted(field));
    }

    /** Returns the problem of something that does not exist in the organization. */
    public static Problem notFound(String what, Object id) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "not_found",
                null,
                "there is no %s %s".formatted(what, Text.shown(id.toString())));
    }

    /** Returns the problem of a value that names something that does not exist in the organization. */
    public static Problem notFound(String field, String what, String text) {
        return new Problem(
                HttpStatus.NOT_FOUND, "not_found", field, "there is no %s %s".formatted(what, Text.shown(text)));
    }

    /** Returns the problem of a conflict with the current state. */
    public static Problem conflict(String code, String message) {
        return new Problem(HttpStatus.CONFLICT, code, null, message);
    }

    /** Returns the problem of a value that conflicts with the current state. */
    public static Problem conflict(String code, String message, String field) {
        return new Problem(HttpStatus.CONFLICT, code, field, message);
    }

    /** Returns the problem of an unreadable request. */
    public static Problem badRequest(String message) {
        return new Problem(HttpStatus.BAD_REQUEST, "bad_request", null, message);
    }

    /** Returns the problem of an unknown field. */
    public static Problem unknownField(String field, String known) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "unknown_field",
                field,
                "there is no field %s: the known fields are %s".formatted(field, known));
    }

    /** Returns the problem of a body that is too large. */
    public static Problem tooLarge(long most) {
        HttpStatus status = HttpStatus.CONTENT_TOO_LARGE;
        return new Problem(status, code(status), null, "the body has more than %d bytes: send less".formatted(most));
    }

    /** Returns the problem of an upload that arrives too slowly. */
    public static Problem tooSlow(long bytesPerSecond) {
        HttpStatus status = HttpStatus.REQUEST_TIMEOUT;
        return new Problem(
                status,
                code(status),
                null,
                "the upload arrived at less than %d bytes per second: send it again in smaller parts or over a faster connection"
                        .formatted(bytesPerSecond));
    }

    /** Returns the problem of an upload with too many rejected rows. */
    public static Problem tooManyRejected(long line, long most) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "too_many_rejected_rows",
                null,
                "line %d is the last one that was read, because more than %d rows were rejected: check that the file lists numbers"
                        .formatted(line, most));
    }

    /** Returns the problem of a service that does not answer. */
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
