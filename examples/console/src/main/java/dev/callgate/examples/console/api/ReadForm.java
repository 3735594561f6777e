package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request with a form that was already read; the body is consumed. */
final class ReadForm extends HttpServletRequestWrapper {
    private final Map<String, String[]> parameters;

    private ReadForm(HttpServletRequest request, Map<String, String[]> parameters) {
        super(request);
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Reads a form.
     *
     * @throws Problem if it has more bytes than allowed, or is not encoded as a form
     */
    static ReadForm of(HttpServletRequest request, int most) throws IOException {
        byte[] body = new BodyStream(request.getInputStream(), request.getContentLengthLong(), most).readAllBytes();
        // The body was read, so that the server finds parameters in the query alone.
        Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                add(
                        all,
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        decoded(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return new ReadForm(request, all);
    }

    private static void add(Map<String, String[]> all, String name, String value) {
        all.merge(name, new String[] {value}, (before, more) -> {
            String[] both = Arrays.copyOf(before, before.length + 1);
            both[before.length] = value;
            return both;
        });
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the form cannot be decoded: check its encoding");
        }
    }

    @Override
    @Nullable
    public String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    @Nullable
    public String[] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }
}
