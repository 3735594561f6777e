package dev.callgate.examples.console.login;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of logins. A wrong value ends the start with a message that names the setting.
 *
 * @param firstPasswordFile the file for the password of the first administrator
 * @param trustedProxies the addresses and networks of the proxies whose forwarded headers are trusted
 */
@ConfigurationProperties("callgate.console")
record LoginProperties(Path firstPasswordFile, List<String> trustedProxies) {
    LoginProperties {
        if (firstPasswordFile == null || firstPasswordFile.toString().isBlank()) {
            throw new IllegalArgumentException(
                    "callgate.console.first-password-file is missing: name the file for the first password");
        }
        trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
    }
}
