package dev.callgate.examples.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser keeps of a console: the cookie of its session, and the token that its pages carry. No scripts are run. */
final class Session {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final RunningConsole console;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Session(RunningConsole console) {
        this.console = console;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(console.at(path)).build(), BodyHandlers.ofString());
    }

    /** Sends a body; with the token in its header, if it is not empty. */
    HttpResponse<String> send(String method, String path, String type, String body, String csrf)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.at(path))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-TOKEN", csrf);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns the token that a page carries. */
    String csrfOf(String page) throws IOException, InterruptedException {
        Matcher found = CSRF.matcher(get(page).body());
        if (!found.find()) {
            throw new AssertionError("there is no token in " + page);
        }
        return found.group(1);
    }

    HttpResponse<String> getAs(String login, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(console.at(path))
                        .header("Authorization", login)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> logIn(String user, String password) throws IOException, InterruptedException {
        return logIn(user, password, "");
    }

    /** Logs in, as whoever asked for a page before. */
    HttpResponse<String> logIn(String user, String password, String page) throws IOException, InterruptedException {
        String form = "username=%s&password=%s&page=%s&_csrf=%s"
                .formatted(encoded(user), encoded(password), encoded(page), encoded(csrfOf("/login")));
        return send("POST", "/login", "application/x-www-form-urlencoded", form, "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns the id of the session; empty where there is none. */
    String id() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(each -> each.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
