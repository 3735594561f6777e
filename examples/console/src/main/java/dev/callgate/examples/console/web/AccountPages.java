package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The login, the start page, and the own account. */
@Controller
class AccountPages {
    @GetMapping("/login")
    String login(HttpServletRequest request, HttpServletResponse response) {
        Map<String, String[]> parameters = request.getParameterMap();
        if (parameters.containsKey("unavailable")) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        } else if (parameters.containsKey("busy")) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        }
        return "login";
    }

    /** Redirects agents to their own numbers, operators to the organizations, and others to the inventory. */
    @GetMapping("/")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT', 'OPERATOR')")
    String start(@AuthenticationPrincipal Member member) {
        return switch (member.role()) {
            case AGENT -> "redirect:/agent-assignments/" + Objects.requireNonNull(member.agent());
            case OPERATOR -> "redirect:/organizations";
            default -> "redirect:/phone-numbers";
        };
    }

    @GetMapping("/account")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT', 'OPERATOR')")
    String account() {
        return "account";
    }
}
