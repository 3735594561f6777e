package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds many numbers at once, or assigns them ({@code content=assignments}), from a form, a CSV file, or lines in JSON. A client that accepts {@value JsonLines#TYPE} gets lines
 * with the progress, and the result as the last line; every other client gets the result only.
 */
@RestController
@RequestMapping("/api/v1/phone-numbers/bulk-upload")
@PreAuthorize("hasRole('ADMIN')")
class BulkUploadApi {
    private static final String CSV = "text/csv";

    private final BulkUpload upload;
    private final JsonMapper json;
    private final long largestFile;

    BulkUploadApi(BulkUpload upload, JsonMapper json, MultipartProperties multipart) {
        this.upload = upload;
        this.json = json;
        this.largestFile = multipart.getMaxFileSize().toBytes();
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    UploadReport file(
            @AuthenticationPrincipal Member member,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        return report(member, stream(file), content, dryRun);
    }

    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = JsonLines.TYPE,
                            schema = @Schema(oneOf = {ProgressLine.class, UploadReport.class})))
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = JsonLines.TYPE)
    void fileByLine(
            @AuthenticationPrincipal Member member,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletResponse response)
            throws IOException {
        tell(member, stream(file), content, dryRun, response);
    }

    private static BodyStream stream(MultipartFile file) throws IOException {
        return new BodyStream(file.getInputStream(), file.getSize(), file.getSize());
    }

    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
    @PostMapping(consumes = CSV)
    UploadReport csv(
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        return report(member, stream(request), content, dryRun);
    }

    @PostMapping(consumes = CSV, produces = JsonLines.TYPE)
    void csvByLine(
            @AuthenticationPrincipal Member member,
            HttpServletRequest request,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletResponse response)
            throws IOException {
        tell(member, stream(request), content, dryRun, response);
    }

    /** Applies the size limit of files: Tomcat applies it only to the parts of a form. */
    private BodyStream stream(HttpServletRequest request) throws IOException {
        return new BodyStream(request.getInputStream(), request.getContentLengthLong(), largestFile);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    UploadReport lines(
            @AuthenticationPrincipal Member member,
            @RequestBody UploadLines lines,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
            throws IOException {
        return report(member, lines.stream(), content, dryRun);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = JsonLines.TYPE)
    void linesByLine(
            @AuthenticationPrincipal Member member,
            @RequestBody UploadLines lines,
            @RequestParam(defaultValue = FileContent.DEFAULT) String content,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            HttpServletResponse response)
            throws IOException {
        tell(member, lines.stream(), content, dryRun, response);
    }

    private UploadReport report(Member member, InputStream stream, String content, boolean dryRun) throws IOException {
        FileContent wanted = FileContent.of(content);
        try (InputStream in = stream) {
            return upload.run(member, in, wanted, dryRun, progress -> {});
        }
    }

    private void tell(Member member, BodyStream stream, String content, boolean dryRun, HttpServletResponse response)
            throws IOException {
        FileContent wanted = FileContent.of(content);
        JsonLines lines = new JsonLines(response, json);
        try (InputStream in = stream) {
            lines.finish(
                    "a bulk upload", () -> upload.run(member, in, wanted, dryRun, new ProgressLines(stream, lines)));
        }
    }
}
