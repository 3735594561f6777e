package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds an organization and its administrator to an empty database, in one transaction. The password is that of
 * {@code CALLGATE_ADMIN_PASSWORD}, or a random one in a file that only its owner can read, to be changed at the first login.
 */
@Component
@Order(0)
class FirstAdministrator implements ApplicationRunner {
    static final String NAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Users users;
    private final Organizations organizations;
    private final TransactionOperations transactions;
    private final ConfigurableEnvironment environment;
    private final AccessLog log;
    private final Path file;

    FirstAdministrator(
            Users users,
            Organizations organizations,
            TransactionOperations transactions,
            ConfigurableEnvironment environment,
            AccessLog log,
            LoginProperties properties) {
        this.users = users;
        this.organizations = organizations;
        this.transactions = transactions;
        this.environment = environment;
        this.log = log;
        this.file = properties.firstPasswordFile();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!users.isEmpty()) {
            return;
        }
        FirstPassword password = FirstPassword.of(RawSetting.of(environment, "CALLGATE_ADMIN_PASSWORD"));
        try {
            transactions.executeWithoutResult(begun -> add(password));
        } catch (DuplicateKeyException e) {
            LOG.info("another node added the first administrator at the same time");
        }
    }

    private void add(FirstPassword password) {
        Organization first = organizations.add("My organization", ZoneOffset.UTC, "US");
        users.add(Actor.system(first.id()), first, NAME, password.text(), Role.ADMIN, null, password.isRandom());
        log.firstAdministratorAdded(first.id(), NAME);
        if (password.isRandom()) {
            password.write(file, "callgate.console.first-password-file");
            LOG.info("the password of the user {} is in {}: log in, change it, and delete the file", NAME, file);
        }
    }
}
