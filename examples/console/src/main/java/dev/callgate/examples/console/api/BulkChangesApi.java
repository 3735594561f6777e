package dev.callgate.examples.console.api;

import dev.callgate.admin.BulkChange;
import dev.callgate.admin.NumberInventory;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.api.BulkChanges.Task;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.NoSuchAgentException;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes or exports many numbers at once, which are chosen by a filter or by a list. With {@code dry_run}, nothing is changed, and the
 * answer is the summary. A client that accepts {@value JsonLines#TYPE} gets lines with the progress and the numbers that were not changed,
 * and the result as the last line; every other client gets the result only.
 */
@RestController
@RequestMapping("/api/v1/phone-numbers")
@PreAuthorize("hasRole('ADMIN')")
class BulkChangesApi {
    /** The most agents that a request names. */
    private static final int MAX_NAMED_AGENTS = 1_000;

    /** The most agents among whom numbers are divided. */
    private static final int MAX_AGENTS = 10_000;

    private final BulkChanges changes;
    private final NumberInventory inventory;
    private final Agents agents;
    private final AccessLog accessLog;
    private final JsonMapper json;

    BulkChangesApi(
            BulkChanges changes, NumberInventory inventory, Agents agents, AccessLog accessLog, JsonMapper json) {
        this.changes = changes;
        this.inventory = inventory;
        this.agents = agents;
        this.accessLog = accessLog;
        this.json = json;
    }

    /** A request for a change, which is answered with the result, or with lines. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = BulkResult.class)),
                @Content(mediaType = JsonLines.TYPE, schema = @Schema(oneOf = {BulkLine.class, BulkResult.class}))
            })
    @interface ResultOrLines {}

    /** Assigns available numbers to one or more agents in turn. */
    @ResultOrLines
    @PostMapping(
            path = "/bulk-assign",
            produces = {MediaType.APPLICATION_JSON_VALUE, JsonLines.TYPE})
    @Nullable
    BulkResult assign(
            @AuthenticationPrincipal Member member,
            @RequestBody AssignNumbers wanted,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<AgentId> among = agents(member.organization(), wanted.agentIds(), wanted.allAgents());
        BulkChange change = BulkChange.assign(among, wanted.terms().terms());
        return answer(member, divided("assign", wanted.selection(), change, among), dryRun, request, response);
    }

    /** Moves assigned numbers to one or more agents in turn, under the same terms. */
    @ResultOrLines
    @PostMapping(
            path = "/bulk-move",
            produces = {MediaType.APPLICATION_JSON_VALUE, JsonLines.TYPE})
    @Nullable
    BulkResult move(
            @AuthenticationPrincipal Member member,
            @RequestBody MoveChosenNumbers wanted,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<AgentId> among = agents(member.organization(), wanted.agentIds(), wanted.allAgents());
        Task task = divided("move", wanted.selection(), BulkChange.move(among), among);
        return answer(member, task, dryRun, request, response);
    }

    /** Unassigns numbers. */
    @ResultOrLines
    @PostMapping(
            path = "/bulk-unassign",
            produces = {MediaType.APPLICATION_JSON_VALUE, JsonLines.TYPE})
    @Nullable
    BulkResult unassign(
            @AuthenticationPrincipal Member member,
            @RequestBody ChosenNumbers wanted,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response) {
        Task task = new Task("unassign", wanted.selection(), BulkChange.unassign());
        return answer(member, task, dryRun, request, response);
    }

    /** Changes the status, the provider or the quarantine of numbers. */
    @ResultOrLines
    @PostMapping(
            path = "/bulk-update",
            produces = {MediaType.APPLICATION_JSON_VALUE, JsonLines.TYPE})
    @Nullable
    BulkResult update(
            @AuthenticationPrincipal Member member,
            @RequestBody UpdateNumbers wanted,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response) {
        BulkChange change = BulkChange.update(wanted.toUpdate());
        Task task = new Task("update", wanted.selection(), change, 0, wanted.values());
        return answer(member, task, dryRun, request, response);
    }

    /** Deletes available numbers. Their history stays. */
    @ResultOrLines
    @PostMapping(
            path = "/bulk-delete",
            produces = {MediaType.APPLICATION_JSON_VALUE, JsonLines.TYPE})
    @Nullable
    BulkResult delete(
            @AuthenticationPrincipal Member member,
            @RequestBody ChosenNumbers wanted,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response) {
        Task task = new Task("delete", wanted.selection(), BulkChange.delete());
        return answer(member, task, dryRun, request, response);
    }

    /** Exports numbers as a CSV file, which a bulk upload accepts. */
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @PostMapping("/bulk-export")
    void export(@AuthenticationPrincipal Member member, @RequestBody ChosenNumbers wanted, HttpServletResponse response)
            throws IOException {
        BulkSelection selection = wanted.selection();
        Stream<PhoneNumber> numbers = selection.stream(inventory, member.organization());
        accessLog.downloaded(
                member.accessActor(), "numbers", Map.of("format", "csv", "chosen_by", selection.description()));
        try (numbers) {
            CsvFile.send(response, "numbers", out -> NumbersCsv.write(numbers, out));
        }
    }

    /** Returns null if the answer has been written as lines. */
    @Nullable
    private BulkResult answer(
            Member member, Task task, boolean dryRun, HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains(JsonLines.TYPE)) {
            return changes.run(member, task, dryRun, null);
        }
        JsonLines lines = new JsonLines(response, json);
        lines.finish("a bulk change", () -> changes.run(member, task, dryRun, lines));
        return null;
    }

    private static Task divided(String name, BulkSelection selection, BulkChange change, List<AgentId> among) {
        Map<String, String> details = among.size() == 1
                ? Map.of("agent", among.get(0).value())
                : Map.of("agents", String.valueOf(among.size()));
        return new Task(name, selection, change, among.size(), details);
    }

    /** Returns the agents that a request names, each of whom has to exist. */
    private List<AgentId> agents(OrganizationId organization, @Nullable List<String> ids, @Nullable Boolean allAgents) {
        if (Boolean.TRUE.equals(allAgents)) {
            if (ids != null) {
                throw Problem.invalid("agent_ids", "send either agent_ids or all_agents, not both");
            }
            return allOf(organization);
        }
        if (ids == null || ids.isEmpty() || ids.size() > MAX_NAMED_AGENTS) {
            throw Problem.invalid(
                    "agent_ids",
                    "agent_ids must name 1 to %d agents, not %d"
                            .formatted(MAX_NAMED_AGENTS, ids == null ? 0 : ids.size()));
        }
        List<AgentId> named = ids.stream().map(AgentId::new).distinct().toList();
        Set<AgentId> known = agents.names(organization, named).keySet();
        for (AgentId each : named) {
            if (!known.contains(each)) {
                throw new NoSuchAgentException(each);
            }
        }
        return named;
    }

    private List<AgentId> allOf(OrganizationId organization) {
        List<AgentId> all = agents.active(organization, "", MAX_AGENTS + 1).stream()
                .map(Agent::id)
                .toList();
        if (all.isEmpty() || all.size() > MAX_AGENTS) {
            throw Problem.invalid(
                    "all_agents",
                    "numbers are divided among 1 to %d agents, but the organization has %s that are active: name the agents in agent_ids"
                            .formatted(MAX_AGENTS, all.isEmpty() ? "none" : "more"));
        }
        return all;
    }
}
