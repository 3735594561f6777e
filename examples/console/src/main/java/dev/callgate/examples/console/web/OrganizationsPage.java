package dev.callgate.examples.console.web;

import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.ZoneId;
import java.util.TreeSet;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The organizations, and the dialogs for changes. */
@Controller
@RequestMapping("/organizations")
@PreAuthorize("hasRole('OPERATOR')")
class OrganizationsPage {
    private static final int ROWS = 50;

    private final Organizations organizations;

    OrganizationsPage(Organizations organizations) {
        this.organizations = organizations;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        String name = search == null ? "" : search;
        int count = organizations.count(name);
        Numbered paging = Numbered.of(page, count, ROWS);
        model.addAttribute("search", search);
        model.addAttribute("count", count);
        model.addAttribute("paging", paging);
        model.addAttribute("organizations", organizations.list(name, ROWS, paging.offset()));
        return "organizations";
    }

    @GetMapping("/new")
    String add(Model model) {
        model.addAttribute("countries", Country.all());
        model.addAttribute("zones", new TreeSet<>(ZoneId.getAvailableZoneIds()));
        return "dialogs :: add-organization";
    }

    @GetMapping("/{id}/rename")
    String rename(@PathVariable String id, Model model) {
        model.addAttribute("renamed", found(id));
        return "dialogs :: rename-organization";
    }

    private Organization found(String id) {
        OrganizationId wanted = new OrganizationId(id);
        return organizations
                .find(wanted)
                .filter(each -> !wanted.equals(Organizations.OPERATORS))
                .orElseThrow(() -> Problem.notFound("organization", id));
    }
}
