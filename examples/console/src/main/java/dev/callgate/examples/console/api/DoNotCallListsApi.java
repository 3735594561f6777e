package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.ListUpload;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.E164;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The do-not-call lists of the organization. A list is uploaded as a whole. A client that accepts {@value JsonLines#TYPE} gets lines with
 * the progress, and the result as the last line. No number is part of a URL.
 */
@RestController
@RequestMapping("/api/v1/do-not-call-lists")
@PreAuthorize("hasRole('ADMIN')")
class DoNotCallListsApi {
    private static final String CSV = "text/csv";

    private final DoNotCallLists lists;
    private final Organizations organizations;
    private final JsonMapper json;
    private final long largestFile;

    DoNotCallListsApi(
            DoNotCallLists lists, Organizations organizations, JsonMapper json, MultipartProperties multipart) {
        this.lists = lists;
        this.organizations = organizations;
        this.json = json;
        this.largestFile = multipart.getMaxFileSize().toBytes();
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    DoNotCallListPage list(@AuthenticationPrincipal Member member) {
        return new DoNotCallListPage(
                true,
                lists.list(member.organization()).stream()
                        .map(DoNotCallListJson::of)
                        .toList());
    }

    /**
     * Replaces a list, or adds it. Until the upload is complete, the former list decides.
     *
     * @param date of which date the list is
     */
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
    @PutMapping(path = "/{name}", consumes = CSV)
    ListReport load(
            @AuthenticationPrincipal Member member,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String date,
            HttpServletRequest request)
            throws IOException {
        LocalDate day = date(date);
        try (BodyStream in = stream(request)) {
            return load(member, name, day, in, soFar -> {});
        }
    }

    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = JsonLines.TYPE,
                            schema = @Schema(oneOf = {ListProgressLine.class, ListReport.class})))
    @PutMapping(path = "/{name}", consumes = CSV, produces = JsonLines.TYPE)
    void loadByLine(
            @AuthenticationPrincipal Member member,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String date,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        LocalDate day = date(date);
        JsonLines lines = new JsonLines(response, json);
        try (BodyStream in = stream(request)) {
            lines.finish(
                    "an upload of a do-not-call list",
                    () -> load(member, name, day, in, new ListProgressLines(in, lines)));
        }
    }

    private static LocalDate date(@Nullable String text) {
        return RequestValues.date("date", RequestValues.required("date", text));
    }

    private BodyStream stream(HttpServletRequest request) throws IOException {
        return new BodyStream(request.getInputStream(), request.getContentLengthLong(), largestFile);
    }

    private ListReport load(Member member, String name, LocalDate date, BodyStream in, Consumer<ListUpload> progress) {
        return ListReport.of(name, date, lists.load(member, name, date, in, progress));
    }

    @DeleteMapping("/{name}")
    Success delete(@AuthenticationPrincipal Member member, @PathVariable String name) {
        lists.delete(member, name);
        return new Success(true);
    }

    @PostMapping("/{name}/add-number")
    ListChanged add(@AuthenticationPrincipal Member member, @PathVariable String name, @RequestBody ListedNumber one) {
        return new ListChanged(true, lists.addNumber(member, name, number(member, one)));
    }

    @PostMapping("/{name}/remove-number")
    ListChanged remove(
            @AuthenticationPrincipal Member member, @PathVariable String name, @RequestBody ListedNumber one) {
        return new ListChanged(true, lists.removeNumber(member, name, number(member, one)));
    }

    private E164 number(Member member, ListedNumber one) {
        String region = organizations.get(member.organization()).region();
        return E164.parse(RequestValues.required("phone_number", one.phoneNumber()), region);
    }
}
