package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of logins. A wrong value ends the start with a message that names the setting.
 *
 * @param firstPasswordFile the file for the password of the first administrator
 * @param operator the user name of an operator who manages the organizations; empty for none
 * @param operatorPasswordFile the file for the first password of the operator
 * @param trustedProxies the addresses and networks of the proxies whose forwarded headers are trusted
 */
@ConfigurationProperties("callgate.console")
record LoginProperties(
        Path firstPasswordFile, @Nullable String operator, Path operatorPasswordFile, List<String> trustedProxies) {
    LoginProperties {
        requireFile(firstPasswordFile, "first-password-file");
        requireFile(operatorPasswordFile, "operator-password-file");
        trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
    }

    private static void requireFile(@Nullable Path file, String setting) {
        if (file == null || file.toString().isBlank()) {
            throw new IllegalArgumentException(
                    "callgate.console.%s is missing: name the file for the first password".formatted(setting));
        }
    }
}
