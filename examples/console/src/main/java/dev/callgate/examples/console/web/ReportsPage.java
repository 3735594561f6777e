package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.DayRange;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calls and refusals of a range of days, by day, agent, number, and reason. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class ReportsPage {
    private final ReportsReader reports;
    private final Agents agents;
    private final Organizations organizations;

    ReportsPage(ReportsReader reports, Agents agents, Organizations organizations) {
        this.reports = reports;
        this.agents = agents;
        this.organizations = organizations;
    }

    /** The reports. If a day is wrong, the form says so, and keeps what was entered. */
    @GetMapping("/reports")
    String show(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "agent", required = false) @Nullable String agentId,
            HttpServletResponse response,
            Model model) {
        try {
            DayRange days = DayRange.of(from, to, organizations.today(member.organization()));
            Agent agent = agentId == null ? null : agents.require(member.organization(), new AgentId(agentId));
            model.addAttribute("reports", reports.read(member.organization(), days.from(), days.to(), agent));
        } catch (Problem e) {
            FormProblem.show(e, Set.of("from", "to"), response, model);
        }
        return "reports";
    }
}
