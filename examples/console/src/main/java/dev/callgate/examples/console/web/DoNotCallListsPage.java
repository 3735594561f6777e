package dev.callgate.examples.console.web;

import dev.callgate.PolicyDocument;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.LoadedList;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The do-not-call lists of the organization, and their upload. */
@Controller
@RequestMapping("/do-not-call-lists")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class DoNotCallListsPage {
    private final DoNotCallLists lists;
    private final Policies policies;
    private final Organizations organizations;

    DoNotCallListsPage(DoNotCallLists lists, Policies policies, Organizations organizations) {
        this.lists = lists;
        this.policies = policies;
        this.organizations = organizations;
    }

    /**
     * A list in the table.
     *
     * @param ageDays how old it is today
     * @param maxAgeDays how old it may be, as the policy says; null if it does not
     * @param used whether the policy names it
     */
    record Row(LoadedList list, long ageDays, @Nullable Integer maxAgeDays, boolean used) {
        /** Returns whether calls to its countries are refused because of its age. */
        public boolean isTooOld() {
            return maxAgeDays != null && ageDays > maxAgeDays;
        }
    }

    @GetMapping
    String list(@AuthenticationPrincipal Member member, Model model) {
        LocalDate today = organizations.today(member.organization());
        PolicyDocument policy =
                PolicyDocument.of(policies.current(member.organization()).document());
        Set<String> used = policy.doNotCallLists();
        Map<String, Integer> ages = oldest(policy);
        model.addAttribute("today", today);
        model.addAttribute(
                "rows",
                lists.list(member.organization()).stream()
                        .map(each -> new Row(
                                each,
                                ChronoUnit.DAYS.between(each.date(), today),
                                ages.get(each.name()),
                                used.contains(each.name())))
                        .toList());
        return "do-not-call-lists";
    }

    /** Returns how old each list may be that the policy names with an age; the least age if it does so several times. */
    private static Map<String, Integer> oldest(PolicyDocument policy) {
        Map<String, Integer> ages = new HashMap<>();
        if (policy.asMap().get("doNotCall") instanceof List<?> rules) {
            for (Object each : rules) {
                if (each instanceof Map<?, ?> rule && rule.get("maxAgeDays") instanceof Integer age) {
                    ages.merge(String.valueOf(rule.get("list")), age, Math::min);
                }
            }
        }
        return ages;
    }

    /** The dialog that adds or removes a number. */
    @GetMapping({"/{name}/add-number", "/{name}/remove-number"})
    @PreAuthorize("hasRole('ADMIN')")
    String number(
            @AuthenticationPrincipal Member member,
            @PathVariable String name,
            HttpServletRequest request,
            Model model) {
        model.addAttribute(
                "list", lists.find(member.organization(), name).orElseThrow(() -> Problem.notFound("list", name)));
        model.addAttribute("adds", request.getRequestURI().endsWith("/add-number"));
        return "do-not-call-lists :: number";
    }
}
