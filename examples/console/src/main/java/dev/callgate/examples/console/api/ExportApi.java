package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.csv.AssignmentsCsv;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.request.NumberFilter;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exports numbers and assignments as CSV files, which a bulk upload accepts. */
@RestController
@RequestMapping("/api/v1/phone-numbers/export")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class ExportApi {
    private final NumberInventory inventory;
    private final Assignments assignments;
    private final AccessLog accessLog;

    ExportApi(NumberInventory inventory, Assignments assignments, AccessLog accessLog) {
        this.inventory = inventory;
        this.assignments = assignments;
        this.accessLog = accessLog;
    }

    /**
     * Exports the numbers that a list with the same filter has, or their assignments.
     *
     * @param content numbers or assignments
     */
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping
    void export(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String assignment,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(name = "country_code", required = false) @Nullable String countryCode,
            @RequestParam(required = false) @Nullable String search,
            HttpServletResponse response)
            throws IOException {
        FileContent wanted = FileContent.of(content);
        NumberFilter filter = new NumberFilter(status, assignment, provider, countryCode, search);
        NumberQuery query = filter.query(member.organization());
        accessLog.downloaded(
                member.accessActor(), wanted.code(), Map.of("format", "csv", "chosen_by", filter.description()));
        switch (wanted) {
            case NUMBERS -> sendNumbers(query, response);
            case ASSIGNMENTS -> sendAssignments(query, response);
        }
    }

    private void sendNumbers(NumberQuery query, HttpServletResponse response) throws IOException {
        try (Stream<PhoneNumber> numbers = inventory.stream(query)) {
            CsvFile.send(response, FileContent.NUMBERS.code(), out -> NumbersCsv.write(numbers, out));
        }
    }

    private void sendAssignments(NumberQuery query, HttpServletResponse response) throws IOException {
        try (Stream<Assignment> all =
                assignments.stream(query.organization()).filter(each -> query.keeps(each.number()))) {
            CsvFile.send(response, FileContent.ASSIGNMENTS.code(), out -> AssignmentsCsv.write(all, out));
        }
    }
}
