package dev.callgate.examples.console.login;

import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import jakarta.annotation.Nullable;
import java.time.ZoneOffset;
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
        this.chosen = chosen;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!users.isEmpty()) {
            return;
        }
        FirstPassword password = FirstPassword.of(chosen);
        Organization first = organizations.add("My organization", ZoneOffset.UTC, "US");
        users.add(first.id(), NAME, password.text(), Role.ADMIN, null);
        password.show(NAME);
    }
}
