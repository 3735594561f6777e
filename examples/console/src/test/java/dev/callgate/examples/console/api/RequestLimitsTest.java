package dev.callgate.examples.console.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.unit.DataSize;

class RequestLimitsTest {
    private static RequestLimits bound(String name, String value) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "callgate.console.slowest-upload", "16KB",
                "callgate.console.upload-grace", "20s",
                "callgate.console.max-json-size", "4MB",
                "callgate.console.max-forms-at-once", "8"));
        settings.put(name, value);
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("callgate.console", RequestLimits.class)
                .get();
    }

    @Test
    @DisplayName("settings: the smallest values are taken as they are")
    void smallest() {
        assertEquals(
                DataSize.ofBytes(1),
                bound("callgate.console.slowest-upload", "1B").slowestUpload());
        assertEquals(Duration.ZERO, bound("callgate.console.upload-grace", "0s").uploadGrace());
        assertEquals(
                DataSize.ofBytes(1),
                bound("callgate.console.max-json-size", "1B").maxJsonSize());
        assertEquals(1, bound("callgate.console.max-forms-at-once", "1").maxFormsAtOnce());
    }

    @ParameterizedTest
    @CsvSource({
        "callgate.console.slowest-upload, 0B",
        "callgate.console.slowest-upload, -1B",
        "callgate.console.slowest-upload, ''",
        "callgate.console.upload-grace, -1s",
        "callgate.console.upload-grace, ''",
        "callgate.console.max-json-size, 0B",
        "callgate.console.max-json-size, ''",
        "callgate.console.max-forms-at-once, 0",
        "callgate.console.max-forms-at-once, -8"
    })
    @DisplayName("settings: a value that cannot work is refused at the start; the message begins with the setting")
    void refused(String name, String value) {
        BindException refused = assertThrows(BindException.class, () -> bound(name, value));
        String message = NestedExceptionUtils.getMostSpecificCause(refused).getMessage();
        assertEquals(name + " is ", message.substring(0, name.length() + 4), message);
    }
}
