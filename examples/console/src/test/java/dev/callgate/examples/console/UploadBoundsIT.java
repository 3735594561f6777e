package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UploadBoundsIT {
    private static final String UPLOAD = "/api/v1/phone-numbers/bulk-upload";

    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    @DisplayName("L10 an upload ends when more than 100,000 rows were rejected; exactly 100,000 are told")
    void rejectedRows() {
        String admin = console.company("rejected").login(Role.ADMIN);
        Answer most = console.send(admin, "POST", UPLOAD, "text/csv", "x\n".repeat(100_000));
        assertEquals(200, most.status(), most.text());
        assertEquals(100_000, most.json().get("rejected_count").asLong());
        Answer more = console.send(admin, "POST", UPLOAD, "text/csv", "x\n".repeat(150_000));
        assertEquals(422, more.status());
        assertEquals("too_many_rejected_rows", more.json().at("/error/code").asString());
        assertTrue(more.json().at("/error/message").asString().startsWith("line 100001 "), more.text());
    }

    @Test
    @DisplayName("L10 an organization has one upload at a time, and others are not kept from theirs")
    void oneAtATime() throws Exception {
        Company company = console.company("busy");
        String other = console.company("idle").login(Role.ADMIN);
        String rows =
                IntStream.range(0, 5_000).mapToObj("+49151%08d\n"::formatted).collect(Collectors.joining());
        try (SteppedUpload upload = new SteppedUpload(
                URI.create(console.at(UPLOAD).toString()), company.login(Role.ADMIN), "text/csv", rows.length())) {
            upload.send(rows.substring(0, rows.length() / 2));
            String first = upload.line();
            assertTrue(first.contains("\"progress\""), first);
            Answer second = console.send(company.login(Role.ADMIN), "POST", UPLOAD, "text/csv", "+12025550123\n");
            assertEquals(409, second.status(), second.text());
            assertEquals("upload_running", second.json().at("/error/code").asString());
            assertEquals(
                    200,
                    console.send(other, "POST", UPLOAD, "text/csv", "+12025550123\n")
                            .status());
            upload.send(rows.substring(rows.length() / 2));
            String line = upload.line();
            while (!line.contains("\"success\"")) {
                line = upload.line();
            }
            assertTrue(line.contains("\"success\":true"), line);
        }
        Answer next = console.send(company.login(Role.ADMIN), "POST", UPLOAD, "text/csv", "+12025550123\n");
        assertEquals(200, next.status(), next.text());
    }
}
