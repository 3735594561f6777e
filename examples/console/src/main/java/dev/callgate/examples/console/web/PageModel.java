package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Organizations;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the user and the location to the model of every page. An empty field of a form counts as missing. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {
    private final Organizations organizations;

    PageModel(Organizations organizations) {
        this.organizations = organizations;
    }

    @InitBinder
    void bindEmptyAsNull(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    }

    @ModelAttribute
    void add(Model model, HttpServletRequest request, @AuthenticationPrincipal @Nullable Member member) {
        model.addAttribute("path", request.getRequestURI());
        model.addAttribute("links", ListLinks.of(request));
        if (member != null) {
            model.addAttribute("member", member);
            model.addAttribute("admin", member.role() == Role.ADMIN);
            model.addAttribute("operator", member.role() == Role.OPERATOR);
            model.addAttribute("agent", member.role() == Role.AGENT);
            model.addAttribute("organization", organizations.get(member.organization()));
        }
    }
}
