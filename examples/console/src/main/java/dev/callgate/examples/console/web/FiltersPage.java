package dev.callgate.examples.console.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dialog that saves a filter. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class FiltersPage {
    @GetMapping("/filters/new")
    String add(
            @RequestParam(defaultValue = "numbers") String list,
            @RequestParam(defaultValue = "") String query,
            Model model) {
        model.addAttribute("list", list);
        model.addAttribute("query", query);
        return "filters :: save";
    }
}
