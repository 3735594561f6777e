package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.NestedExceptionUtils;

class TrustedProxiesIT {
    private static final String PROXIES = "--callgate.console.trusted-proxies=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--server.forward-headers-strategy=native",
                "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
                "--spring.main.cloud-platform=kubernetes",
                PROXIES + "127.0.0.2, 10.0.0.0/8"
            })
    @DisplayName("whoever is not a named proxy does not choose the own address, whatever the environment is")
    void spoofed(String option) throws Exception {
        try (RunningConsole console = RunningConsole.start(option)) {
            console.company("acme");
            for (int i = 0; i < 10; i++) {
                assertEquals(401, get(console, "203.0.113." + i, "wrong"));
            }
            assertEquals(401, get(console, "203.0.113.99", RunningConsole.PASSWORD));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PROXIES + "127.0.0.1", PROXIES + "2001:db8::7,127.0.0.0/30"})
    @DisplayName("users behind a named proxy are told apart by the address that the proxy adds")
    void named(String option) throws Exception {
        try (RunningConsole console = RunningConsole.start(option)) {
            console.company("acme");
            for (int i = 0; i < 10; i++) {
                assertEquals(401, get(console, "203.0.113.%d, 198.51.100.1".formatted(i), "wrong"));
            }
            assertEquals(401, get(console, "203.0.113.99, 198.51.100.1", RunningConsole.PASSWORD));
            assertEquals(200, get(console, "198.51.100.2", RunningConsole.PASSWORD));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server.forward-headers-strategy=framework",
                PROXIES + "proxy.example",
                PROXIES + ".*",
                PROXIES + "10.0.0.0/99"
            })
    @DisplayName(
            "the console does not start where everybody would be believed, or a proxy is named otherwise than by address")
    void refused(String option) {
        Exception e =
                assertThrows(Exception.class, () -> RunningConsole.start(option).close());
        String message =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        Throwable cause = e;
        while (cause != null && !String.valueOf(cause.getMessage()).startsWith("callgate.console.trusted-proxies")) {
            cause = cause.getCause();
        }
        assertTrue(cause != null || message.contains("callgate.console.trusted-proxies"), message);
    }

    private static int get(RunningConsole console, String forwarded, String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(console.at("/api/v1/phone-numbers"))
                .header("Authorization", RunningConsole.basic("manager@acme", password))
                .header("X-Forwarded-For", forwarded)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
