package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartIT {
    private static final String UPLOAD = "/api/v1/phone-numbers/bulk-upload";
    private static final int SENT_BYTES = 1_000_000;
    private static final int DECLARED_BYTES = 30_000_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("parts of a stranger's request are refused, and not a byte of them is written to disk")
    void strangers() throws Exception {
        try (RunningConsole console = RunningConsole.start("--server.tomcat.basedir=" + folder)) {
            Company company = console.company("acme");
            for (String head : List.of(
                    "POST /x",
                    "POST /login",
                    "POST /api/v1/calls",
                    "POST " + UPLOAD,
                    "POST " + UPLOAD + "/",
                    "POST " + UPLOAD + ";a=b",
                    "PUT " + UPLOAD)) {
                for (String header : List.of("", "Cookie: JSESSIONID=x\r\n", "Authorization: Bearer x\r\n")) {
                    refused(console, head, header);
                }
            }
            refused(console, "POST " + UPLOAD, "Cookie: JSESSIONID=x\r\nX-CSRF-TOKEN: x\r\n");
            refused(console, "POST /api/v1/calls", "Authorization: %s\r\n".formatted(company.login(Role.DIALER)));
            String form =
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n+12025550123,telnyx,US\n\r\n--b--\r\n";
            var uploaded =
                    console.send(company.login(Role.ADMIN), "POST", UPLOAD, "multipart/form-data; boundary=b", form);
            assertEquals(200, uploaded.status(), uploaded.text());
            assertEquals(1, uploaded.json().get("added").asInt());
        }
    }

    /** Sends part of a large file, so that whoever parses it would have written some of it, and looks before the answer ends. */
    private void refused(RunningConsole console, String head, String header) throws IOException {
        try (Socket socket =
                new Socket(console.at("/").getHost(), console.at("/").getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
                            .formatted(head, header, DECLARED_BYTES)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertTrue(
                    List.of("401", "403", "404", "405", "415").contains(answer.substring(9)), head + header + answer);
            try {
                out.write("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[SENT_BYTES]);
            } catch (IOException e) {
                // The server disconnected, which it may.
            }
            assertEquals(List.of(), files());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
