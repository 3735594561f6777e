package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.LoadedList;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.policy.PolicyVersion;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The policy of the organization as a form, and its versions. */
@Controller
@RequestMapping("/policy")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class PolicyPage {
    private static final int ROWS = 50;

    /** The most choices of agents; a search finds the others. */
    private static final int CHOICES = 20;

    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(each -> each.contains("/") && !each.startsWith("Etc/") && !each.startsWith("SystemV/"))
            .sorted()
            .toList();

    private final Policies policies;
    private final DoNotCallLists lists;
    private final Organizations organizations;
    private final Agents agents;
    private final JsonMapper json;

    PolicyPage(Policies policies, DoNotCallLists lists, Organizations organizations, Agents agents, JsonMapper json) {
        this.policies = policies;
        this.lists = lists;
        this.organizations = organizations;
        this.agents = agents;
        this.json = json;
    }

    /** A code of a document, in words. */
    record Choice(String code, String words) {
        static Choice of(String code) {
            if (code.equals("uan")) {
                return new Choice(code, "Universal access number");
            }
            String words = code.replace('_', ' ');
            return new Choice(code, words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
        }

        static List<Choice> of(Enum<?>[] constants) {
            return Arrays.stream(constants)
                    .map(each -> of(each.name().toLowerCase(Locale.ROOT)))
                    .toList();
        }
    }

    /**
     * A version in the table.
     *
     * @param at in the organization's zone
     */
    record Row(PolicyVersion version, LocalDateTime at, List<String> changed) {}

    @GetMapping
    String form(@AuthenticationPrincipal Member member, Model model) {
        PolicyVersion current = policies.current(member.organization());
        model.addAttribute("version", current);
        model.addAttribute("madeAt", at(member, current));
        model.addAttribute("document", json.writeValueAsString(current.document()));
        model.addAttribute("zones", ZONES);
        model.addAttribute("countries", Country.all());
        model.addAttribute("hoursPresets", HoursPreset.ALL);
        model.addAttribute("days", Choice.of(DayOfWeek.values()));
        model.addAttribute("outcomes", outcomes());
        model.addAttribute("classes", Choice.of(NumberClass.values()));
        model.addAttribute("restricted", Choice.of(restricted()));
        model.addAttribute(
                "lists",
                lists.list(member.organization()).stream().map(LoadedList::name).toList());
        model.addAttribute("agents", agents.list(member.organization(), "", CHOICES, 0));
        return "policy";
    }

    private static List<Choice> outcomes() {
        List<Choice> all = new ArrayList<>(
                List.of(new Choice("conversation", "A conversation"), new Choice("machine", "An answering machine")));
        all.addAll(Choice.of(CallOutcome.Result.values()));
        return all;
    }

    private static NumberClass[] restricted() {
        return Arrays.stream(NumberClass.values())
                .filter(NumberClass::isRestricted)
                .toArray(NumberClass[]::new);
    }

    private LocalDateTime at(Member member, PolicyVersion version) {
        ZoneId zone = organizations.get(member.organization()).zone();
        return LocalDateTime.ofInstant(version.madeAt(), zone).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The agents whose names begin with the search, as choices. */
    @GetMapping("/agents")
    String agents(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String search,
            Model model) {
        model.addAttribute("agents", agents.list(member.organization(), search == null ? "" : search, CHOICES, 0));
        return "dialogs :: agent-choices";
    }

    /** The versions, the newest first. */
    @GetMapping("/versions")
    String versions(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable Integer after,
            @RequestParam(required = false) @Nullable String earlier,
            Model model) {
        CursorPage<PolicyVersion> shown = CursorPage.of(
                policies.list(member.organization(), after == null ? Integer.MAX_VALUE : after, ROWS + 1),
                ROWS,
                each -> String.valueOf(each.version()));
        model.addAttribute("current", policies.current(member.organization()).version());
        model.addAttribute(
                "rows", shown.rows().stream().map(each -> row(member, each)).toList());
        model.addAttribute("paging", Paging.at(after == null ? null : after.toString(), earlier, shown.next()));
        return "policy-versions";
    }

    private Row row(Member member, PolicyVersion version) {
        return new Row(
                version,
                at(member, version),
                version.changed().stream().map(PolicySection::name).toList());
    }

    /** One version, as it was saved. */
    @GetMapping("/versions/{version}")
    String version(@AuthenticationPrincipal Member member, @PathVariable int version, Model model) {
        PolicyVersion found =
                policies.find(member.organization(), version).orElseThrow(() -> Problem.notFound("version", version));
        model.addAttribute("current", policies.current(member.organization()).version());
        model.addAttribute("row", row(member, found));
        model.addAttribute(
                "document", json.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(found.document()));
        return "policy-version";
    }
}
