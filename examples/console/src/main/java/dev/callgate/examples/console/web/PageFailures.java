package dev.callgate.examples.console.web;

import dev.callgate.examples.console.organization.NoSuchAgentException;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.StoreException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Shows why a page failed, and what to do. */
@ControllerAdvice(basePackageClasses = PageFailures.class)
class PageFailures {
    private static final Logger LOG = LoggerFactory.getLogger(PageFailures.class);

    @ExceptionHandler
    ModelAndView problem(Problem problem) {
        return page(problem.status(), String.valueOf(problem.getMessage()));
    }

    @ExceptionHandler
    ModelAndView agent(NoSuchAgentException e) {
        return problem(Problem.notFound("agent", e.agent()));
    }

    /** Values that the library rejects. */
    @ExceptionHandler({IllegalArgumentException.class, InvalidNumberException.class})
    ModelAndView value(RuntimeException e) {
        return page(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler({StoreException.class, DataAccessException.class, TransactionException.class})
    ModelAndView database(RuntimeException e) {
        if (Problem.isOfData(e)) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, "The database cannot store one of the values. Change it.");
        }
        LOG.error("the database does not answer", e);
        return page(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Try again in a moment.");
    }

    private static ModelAndView page(HttpStatus status, String message) {
        return new ModelAndView("error", Map.of("status", status.value(), "message", message), status);
    }
}
