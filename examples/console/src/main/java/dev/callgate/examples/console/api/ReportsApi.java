package dev.callgate.examples.console.api;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.DayRange;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.examples.console.request.Text;
import dev.callgate.examples.reports.ReportWriter;
import dev.callgate.model.AgentId;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls and their outcomes, as JSON, or as CSV with {@code format=csv}. By default, those of the last 30 days. */
@RestController
@RequestMapping(
        path = "/api/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv"})
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
@ApiResponse(
        responseCode = "200",
        content = {
            @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
            @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
        })
class ReportsApi {
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final byte[] BEFORE_ROWS = "{\"success\":true,\"rows\":".getBytes(StandardCharsets.UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(ReportsApi.class);

    private final Reports reports;
    private final NumberInventory inventory;
    private final Organizations organizations;
    private final AccessLog accessLog;

    ReportsApi(Reports reports, NumberInventory inventory, Organizations organizations, AccessLog accessLog) {
        this.reports = reports;
        this.inventory = inventory;
        this.organizations = organizations;
        this.accessLog = accessLog;
    }

    @GetMapping("/usage")
    void usage(
            @AuthenticationPrincipal Member member,
            @ParameterObject @ModelAttribute ReportRequest wanted,
            HttpServletResponse response)
            throws IOException {
        Set<Dimension> by = wanted.dimensions();
        List<UsageRow> rows = reports.usage(query(member, wanted));
        answer(
                member,
                "usage",
                wanted.format(),
                response,
                out -> ReportWriter.JSON.usage(by, rows, out),
                out -> ReportWriter.CSV.usage(by, rows, out));
    }

    @GetMapping("/refusals")
    void refusals(
            @AuthenticationPrincipal Member member,
            @ParameterObject @ModelAttribute ReportRequest wanted,
            HttpServletResponse response)
            throws IOException {
        Set<Dimension> by = wanted.dimensions();
        List<RefusalRow> rows = reports.refusals(query(member, wanted));
        answer(
                member,
                "refusals",
                wanted.format(),
                response,
                out -> ReportWriter.JSON.refusals(by, rows, out),
                out -> ReportWriter.CSV.refusals(by, rows, out));
    }

    /** Assignments that have used at least a share of their limit today. */
    @GetMapping("/limits")
    void limits(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = "0.8") double share,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String format,
            HttpServletResponse response)
            throws IOException {
        List<Utilization> rows = reports.utilization(
                member.organization(), organizations.today(member.organization()), share, RequestValues.limit(limit));
        answer(
                member,
                "limits",
                format,
                response,
                out -> ReportWriter.JSON.utilization(rows, out),
                out -> ReportWriter.CSV.utilization(rows, out));
    }

    /** Numbers with a significantly lower answer rate than the others. */
    @GetMapping("/numbers-to-rest")
    void quarantineCandidates(
            @AuthenticationPrincipal Member member,
            @ParameterObject @ModelAttribute ReportRequest wanted,
            @RequestParam(name = "least_calls", defaultValue = "100") int leastCalls,
            HttpServletResponse response)
            throws IOException {
        UsageQuery query = query(member, wanted);
        List<Suggestion> rows =
                inventory.quarantineCandidates(reports, query.organization(), query.from(), query.to(), leastCalls);
        answer(
                member,
                "numbers-to-rest",
                wanted.format(),
                response,
                out -> ReportWriter.JSON.quarantineCandidates(rows, out),
                out -> ReportWriter.CSV.quarantineCandidates(rows, out));
    }

    private UsageQuery query(Member member, ReportRequest wanted) {
        DayRange days = DayRange.of(wanted.from(), wanted.to(), organizations.today(member.organization()));
        UsageQuery query = UsageQuery.of(member.organization(), days.from(), days.to())
                .by(wanted.dimensions().toArray(new Dimension[0]));
        return wanted.agent() == null ? query : query.agent(new AgentId(wanted.agent()));
    }

    /** Streams the rows: a report may have many, and a second copy would not fit in memory. */
    private void answer(
            Member member,
            String name,
            @Nullable String format,
            HttpServletResponse response,
            Consumer<OutputStream> asJson,
            Consumer<OutputStream> asCsv)
            throws IOException {
        switch (format == null ? "json" : format) {
            case "json" -> {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                send(response, out -> {
                    out.write(BEFORE_ROWS);
                    asJson.accept(out);
                    out.write('}');
                });
            }
            case "csv" -> {
                accessLog.downloaded(member.accessActor(), name, Map.of("format", "csv"));
                response.setContentType(CSV);
                response.setHeader(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv")
                                .build()
                                .toString());
                send(response, asCsv::accept);
            }
            default ->
                throw Problem.invalid(
                        "format",
                        "format must be json or csv, not \"%s\"".formatted(Text.shown(String.valueOf(format))));
        }
    }

    /** Writes the body of an answer. */
    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Ends quietly if the client disconnects. */
    private static void send(HttpServletResponse response, Body body) throws IOException {
        try {
            body.writeTo(response.getOutputStream());
        } catch (UncheckedIOException e) {
            if (!Failures.isOfClient(e)) {
                throw e;
            }
            LOG.info("a report ended because its client disconnected: {}", e.getMessage());
        }
    }
}
