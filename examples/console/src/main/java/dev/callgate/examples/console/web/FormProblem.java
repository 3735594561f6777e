package dev.callgate.examples.console.web;

import dev.callgate.examples.console.request.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.springframework.ui.Model;

/** Shows a problem beside the wrong field of the form that the page has, with an empty list. */
final class FormProblem {
    private FormProblem() {}

    /**
     * Adds the problem to the model of the page, and sets the status of the answer.
     *
     * @param fields of the form
     * @throws Problem if it is of none of these fields
     */
    static void show(Problem problem, Set<String> fields, HttpServletResponse response, Model model) {
        String field = problem.field();
        if (field == null || !fields.contains(field)) {
            throw problem;
        }
        response.setStatus(problem.status().value());
        model.addAttribute("problem", problem);
        model.addAttribute("rows", List.of());
        model.addAttribute("paging", Paging.at(null, null, null));
    }
}
