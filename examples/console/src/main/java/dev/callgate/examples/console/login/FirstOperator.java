package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
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
 * Adds the operator that {@code callgate.console.operator} names, unless the database has an operator, in one transaction. The password is
 * that of {@code CALLGATE_OPERATOR_PASSWORD}, or a random one in a file that only its owner can read, to be changed at the first login.
 */
@Component
@Order(1)
class FirstOperator implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstOperator.class);

    private final Users users;
    private final Organizations organizations;
    private final TransactionOperations transactions;
    private final ConfigurableEnvironment environment;
    private final AccessLog log;
    private final Path file;

    @Nullable
    private final String name;

    FirstOperator(
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
        this.file = properties.operatorPasswordFile();
        this.name = properties.operator();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (name == null || name.isBlank() || users.count(Organizations.OPERATORS) > 0) {
            return;
        }
        String username = Names.user(name);
        FirstPassword password = FirstPassword.of(RawSetting.of(environment, "CALLGATE_OPERATOR_PASSWORD"));
        try {
            transactions.executeWithoutResult(begun -> add(username, password));
        } catch (DuplicateKeyException e) {
            LOG.info("another node added the operator at the same time");
        }
    }

    private void add(String username, FirstPassword password) {
        Organization operators = organizations.find(Organizations.OPERATORS).orElseGet(organizations::addOperators);
        Member added = users.add(
                Actor.system(operators.id()),
                operators,
                username,
                password.text(),
                Role.OPERATOR,
                null,
                password.isRandom());
        log.operatorAdded(operators.id(), username);
        LOG.info("the operator logs in as {}", users.login(added));
        if (password.isRandom()) {
            password.write(file, "callgate.console.operator-password-file");
            LOG.info("the password of the operator is in {}: log in, change it, and delete the file", file);
        }
    }
}
