package dev.callgate.examples.console.api;

import dev.callgate.csv.CsvException;
import dev.callgate.examples.console.login.InvalidPasswordException;
import dev.callgate.examples.console.organization.NoSuchAgentException;
import dev.callgate.examples.console.policy.WrongPolicyException;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.Text;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.InventoryException;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;

/**
 * Answers every failure in the same JSON form, whose status says whether the client or the server has to act.
 *
 * <p>It does not use {@code ProblemDetail}: clients know the fields {@code success} and {@code error}, and no endpoint answers {@code
 * application/problem+json}.
 */
@RestControllerAdvice(basePackageClasses = Failures.class)
class Failures extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Longer than every message of the console, including the values that it quotes. */
    private static final int MAX_LENGTH = 600;

    /** The most wrong values of a policy that are told. */
    private static final int MAX_ERRORS = 100;

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<Object> problem(Problem problem) {
        return answer(problem.status(), problem.code(), problem.getMessage(), problem.field());
    }

    /** A policy that is wrong: with every wrong value, so that a form can show all of them. */
    @ExceptionHandler
    ResponseEntity<Object> policy(WrongPolicyException e) {
        List<Map<String, Object>> errors = e.problems().stream()
                .limit(MAX_ERRORS)
                .map(each -> {
                    Map<String, Object> error = new LinkedHashMap<>();
                    error.put("path", shortened(each.path()));
                    error.put("message", shortened(each.message()));
                    return error;
                })
                .toList();
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body("invalid_policy", e.getMessage(), "document", errors));
    }

    @ExceptionHandler
    ResponseEntity<Object> agent(NoSuchAgentException e) {
        return problem(Problem.notFound("agent", e.agent()));
    }

    @ExceptionHandler
    ResponseEntity<Object> number(InvalidNumberException e) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_number", e.getMessage(), "phone_number");
    }

    @ExceptionHandler
    ResponseEntity<Object> password(InvalidPasswordException e) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_value", e.getMessage(), "password");
    }

    /** Values that the library rejects. */
    @ExceptionHandler
    ResponseEntity<Object> value(IllegalArgumentException e) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_value", e.getMessage(), null);
    }

    @ExceptionHandler
    ResponseEntity<Object> inventory(InventoryException e) {
        if (e instanceof InventoryException.NoSuchNumber) {
            return answer(HttpStatus.NOT_FOUND, "not_found", e.getMessage(), null);
        }
        String field = e instanceof InventoryException.Duplicate ? "phone_number" : null;
        return answer(HttpStatus.CONFLICT, conflictCode(e), e.getMessage(), field);
    }

    private static String conflictCode(InventoryException e) {
        if (e instanceof InventoryException.Duplicate) {
            return "duplicate_number";
        } else if (e instanceof InventoryException.Assigned) {
            return "number_assigned";
        } else if (e instanceof InventoryException.NotAssigned) {
            return "number_not_assigned";
        }
        return "conflict";
    }

    /** A file with an unknown header. */
    @ExceptionHandler
    ResponseEntity<Object> file(CsvException e) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_value", e.getMessage(), null);
    }

    /** An upload that was not sent to its end; usually its client has disconnected. */
    @ExceptionHandler
    ResponseEntity<Object> broken(UncheckedIOException e) {
        if (!isOfClient(e)) {
            throw e;
        }
        return answer(HttpStatus.BAD_REQUEST, "bad_request", "the upload is incomplete: send it again", null);
    }

    /** A body that does not have the form that its headers announce. */
    @ExceptionHandler
    ResponseEntity<Object> malformed(BadRequestException e) {
        return answer(HttpStatus.BAD_REQUEST, "bad_request", "the body cannot be read: send it again", null);
    }

    /**
     * Returns whether a client disconnected, or sent a body that Tomcat cannot read. A lost connection to the database has the causes of
     * the former, and does not count.
     */
    static boolean isOfClient(RuntimeException e) {
        return e instanceof UncheckedIOException
                && (e.getCause() instanceof BadRequestException
                        || DisconnectedClientHelper.isClientDisconnectedException(e));
    }

    /** A duplicate name in the tables of the console. */
    @ExceptionHandler
    ResponseEntity<Object> taken(DuplicateKeyException e) {
        return answer(HttpStatus.CONFLICT, "name_taken", "this name is taken: choose another one", "name");
    }

    /** A value that the tables of the console cannot hold. */
    @ExceptionHandler
    ResponseEntity<Object> unfit(DataIntegrityViolationException e) {
        return unfit((RuntimeException) e);
    }

    private static ResponseEntity<Object> unfit(RuntimeException e) {
        LOG.debug("the database rejected a value", e);
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid_value",
                "a value is too long, or refers to something that does not exist",
                null);
    }

    @ExceptionHandler
    ResponseEntity<Object> store(StoreException e) {
        if (Problem.isOfData(e)) {
            return unfit(e);
        }
        LOG.error("the store does not answer", e);
        if (e instanceof StoreException.OutcomeUnknown) {
            return unavailable(
                    "outcome_unknown",
                    "the outcome is unknown: do not place the call; send the request again, for a call with the same call_id");
        }
        return unavailable("store_unavailable", "the database does not answer, and nothing was changed: try again");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> database(RuntimeException e) {
        if (Problem.isOfData(e)) {
            return unfit(e);
        }
        LOG.error("the database does not answer", e);
        return unavailable("store_unavailable", "the database does not answer: try again");
    }

    private static ResponseEntity<Object> unavailable(String code, String message) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(code, message, null));
    }

    @ExceptionHandler
    ResponseEntity<Object> upload(MultipartException e) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof Problem problem) {
            return problem(problem);
        }
        return answer(
                HttpStatus.BAD_REQUEST,
                "bad_request",
                "the upload cannot be read: send its parts as multipart/form-data",
                "file");
    }

    @ExceptionHandler
    ResponseEntity<Object> type(MethodArgumentTypeMismatchException e) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "bad_request",
                "\"%s\" cannot be read as %s".formatted(Text.shown(String.valueOf(e.getValue())), e.getName()),
                e.getName());
    }

    /** Names the wrong field. A body that is too large is detected while it is read. */
    @Override
    @Nullable
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof Problem problem) {
            return problem(problem);
        }
        return e.getCause() instanceof JacksonException json
                ? problem(JsonProblem.of(json))
                : problem(Problem.badRequest("the request has no body: send a JSON object"));
    }

    /** Requests that Spring rejects: an unknown path or method, an unreadable body, an upload that is too large. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = ErrorForm.known(status.value());
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(
                        Problem.code(known),
                        "%s: see /api/v1/openapi for the requests that exist".formatted(known.getReasonPhrase()),
                        null));
    }

    /** Returns the last line of an answer whose status is already sent. */
    static Map<String, Object> lastLine(RuntimeException e) {
        if (e instanceof Problem problem) {
            return body(problem.code(), problem.getMessage(), problem.field());
        }
        LOG.error("a request ended with an internal error, after a part of the answer was sent", e);
        return body(
                Problem.code(HttpStatus.INTERNAL_SERVER_ERROR),
                "an internal error ended the request: see the log of the console",
                null);
    }

    private static ResponseEntity<Object> answer(
            HttpStatus status, String code, @Nullable String message, @Nullable String field) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(code, message, field));
    }

    static Map<String, Object> body(String code, @Nullable String message, @Nullable String field) {
        return body(code, message, field, List.of());
    }

    private static Map<String, Object> body(
            String code, @Nullable String message, @Nullable String field, List<Map<String, Object>> errors) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", shortened(message));
        error.put("field", shortened(field));
        if (!errors.isEmpty()) {
            error.put("errors", errors);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", error);
        return body;
    }

    /** Shortens a message that quotes a long value of the client. */
    @Nullable
    private static String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
