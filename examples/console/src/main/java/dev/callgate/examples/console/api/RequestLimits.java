package dev.callgate.examples.console.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The limits of requests. A wrong value ends the start with a message that names the setting.
 *
 * @param slowestUpload how much of an upload must arrive in each second that the server waits for it
 * @param uploadGrace the time that every upload has in addition
 * @param maxJsonSize the largest body of JSON
 * @param maxFormsAtOnce how many forms are read at the same time
 */
@ConfigurationProperties("callgate.console")
record RequestLimits(DataSize slowestUpload, Duration uploadGrace, DataSize maxJsonSize, int maxFormsAtOnce) {
    RequestLimits {
        require("slowest-upload", slowestUpload, isPositive(slowestUpload), "a size of at least 1B, such as 16KB");
        require("upload-grace", uploadGrace, isTime(uploadGrace), "a time of at least 0s, such as 20s");
        require("max-json-size", maxJsonSize, isPositive(maxJsonSize), "a size of at least 1B, such as 4MB");
        require("max-forms-at-once", maxFormsAtOnce, maxFormsAtOnce > 0, "a number of at least 1, such as 8");
    }

    private static boolean isPositive(DataSize size) {
        return size != null && size.toBytes() > 0;
    }

    private static boolean isTime(Duration time) {
        return time != null && !time.isNegative();
    }

    private static void require(String name, Object value, boolean isValid, String valid) {
        if (!isValid) {
            throw new IllegalArgumentException("callgate.console.%s is %s: set %s".formatted(name, value, valid));
        }
    }
}
