package dev.callgate.examples.console.login;

import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import jakarta.annotation.Nullable;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On an empty database, an organization and its administrator: somebody has to be the first to log in. */
@Component
@Order(0)
class FirstAdministrator implements ApplicationRunner {
    static final String NAME = "admin";

    private static final int RANDOM_BYTES = 15;

    private final Users users;
    private final Organizations organizations;

    @Nullable
    private final String chosen;

    FirstAdministrator(
            Users users,
            Organizations organizations,
            @Nullable @Value("${CALLGATE_ADMIN_PASSWORD:#{null}}") String chosen) {
        this.users = users;
        this.organizations = organizations;
        this.chosen = chosen == null || chosen.isEmpty() ? null : chosen;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!users.isEmpty()) {
            return;
        }
        String password = chosen == null ? random() : chosen;
        Organization first = organizations.add("My organization", ZoneOffset.UTC, "US");
        users.add(first.id(), NAME, password, Role.ADMIN, null);
        if (chosen == null) {
            // Not by the log: this is shown once, to whoever started the process.
            System.out.printf("%nLog in as %s with the password %s%nIt is not shown again.%n%n", NAME, password);
        }
    }

    private static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
