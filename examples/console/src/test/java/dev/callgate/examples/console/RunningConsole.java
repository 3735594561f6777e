package dev.callgate.examples.console;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.tomcat.TomcatEmbeddedContext;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as it is started for people, on a port and, unless said, in an empty database of its own. */
final class RunningConsole implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    /** The login of the operator, if there is one. */
    static final String OPERATOR = "operator@operators";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;

    private RunningConsole(ConfigurableApplicationContext context) {
        this.context = context;
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    static RunningConsole start(String... more) {
        return on(inMemory(), "sa", more);
    }

    static RunningConsole on(String url, String user, String... more) {
        return new RunningConsole(application().run(arguments(url, user, more)));
    }

    /** For consoles that start at the same time in this JVM: they leave the log alone, of which there is one. */
    static RunningConsole beside(String url, String user, String... more) {
        SpringApplication application = application();
        application.setListeners(application.getListeners().stream()
                .filter(each -> !(each instanceof LoggingApplicationListener))
                .toList());
        return new RunningConsole(application.run(arguments(url, user, more)));
    }

    /** As if it were started at another time, which then stands still. */
    static RunningConsole at(Clock clock, String... more) {
        return on(clock, inMemory(), "sa", more);
    }

    static RunningConsole on(Clock clock, String url, String user, String... more) {
        SpringApplication application = application();
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("standingClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
        return new RunningConsole(application.run(arguments(url, user, more)));
    }

    /** With an operator, whose password is quick to check. */
    static RunningConsole withOperator(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--callgate.console.operator=operator", "--CALLGATE_OPERATOR_PASSWORD=" + PASSWORD));
        arguments.addAll(List.of(more));
        RunningConsole console = start(arguments.toArray(String[]::new));
        console.bean(JdbcClient.class)
                .sql("UPDATE console_users SET password = ? WHERE organization_id = 'operators'")
                .param("{noop}" + PASSWORD)
                .update();
        return console;
    }

    /** As if it were started on a database of which a test knows what is read. */
    static RunningConsole reading(ReadRows rows) {
        SpringApplication application = application();
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(rows));
        return new RunningConsole(application.run(arguments(inMemory(), "sa")));
    }

    private static SpringApplication application() {
        return new SpringApplication(Console.class);
    }

    private static String inMemory() {
        return "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    }

    private static String[] arguments(String url, String user, String... more) {
        List<String> all = new ArrayList<>(
                List.of("--server.port=0", "--spring.datasource.url=" + url, "--spring.datasource.username=" + user));
        if (Stream.of(more).noneMatch(each -> each.startsWith("--CALLGATE_ADMIN_PASSWORD="))) {
            all.add("--CALLGATE_ADMIN_PASSWORD=" + PASSWORD);
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns how many sessions the server keeps. */
    int sessions() {
        return tomcat().getManager().getActiveSessions();
    }

    private TomcatEmbeddedContext tomcat() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
        for (Container each : server.getTomcat().getHost().findChildren()) {
            if (each instanceof TomcatEmbeddedContext found) {
                return found;
            }
        }
        throw new IllegalStateException("the server has no context");
    }

    /** Returns whether the server works at no request. */
    boolean isIdle() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
        Executor threads =
                server.getTomcat().getConnector().getProtocolHandler().getExecutor();
        return ((ThreadPoolExecutor) threads).getActiveCount() == 0;
    }

    /** Returns the address that the server listens on. */
    String address() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
        return ((InetAddress) server.getTomcat().getConnector().getProperty("address")).getHostAddress();
    }

    /** An organization with an agent, and an account for each role. */
    Company company(String name) {
        Organization organization = bean(Organizations.class).add(name, ZoneOffset.UTC, "US");
        AgentId agent =
                bean(Agents.class).add(organization.id(), "Agent of " + name).id();
        AgentId colleague = bean(Agents.class)
                .add(organization.id(), "Colleague of " + name)
                .id();
        account(organization, "admin", Role.ADMIN, null);
        account(organization, "manager", Role.MANAGER, null);
        account(organization, "agent", Role.AGENT, agent);
        account(organization, "colleague", Role.AGENT, colleague);
        Member admin = bean(Users.class).loadUserByUsername("admin@" + name);
        Tokens.Made token = bean(Tokens.class).add(admin, "dialer@" + name, null);
        return new Company(organization, agent, colleague, name, token.secret());
    }

    /** With a password as it may stand in the table, and quick to check: hashing takes a tenth of a second for each request. */
    private void account(Organization organization, String username, Role role, @Nullable AgentId agent) {
        bean(JdbcClient.class)
                .sql("""
                        INSERT INTO console_users (id, username, organization_id, password, role, agent_id, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP)""")
                .params(
                        UUID.randomUUID().toString(),
                        username,
                        organization.id().value(),
                        "{noop}" + PASSWORD,
                        role.name())
                .param(agent == null ? null : agent.value())
                .update();
    }

    /** Returns the id of a user of a company who may be removed, whether or not one was before. The user logs in as {@code leaver@NAME}. */
    String leaver(Company company) {
        if (leavers(company).isEmpty()) {
            account(company.organization(), "leaver", Role.MANAGER, null);
        }
        return leavers(company).get(0);
    }

    private List<String> leavers(Company company) {
        return bean(Users.class).list(company.organization().id(), 1_000, 0).stream()
                .filter(each -> each.getUsername().equals("leaver"))
                .map(Member::id)
                .toList();
    }

    /** An organization with its accounts. */
    record Company(Organization organization, AgentId agent, AgentId colleague, String name, String token) {
        /** What the account of a role shows; of an agent's, the agent's own. */
        String login(Role role) {
            return switch (role) {
                case OPERATOR -> basic(OPERATOR, PASSWORD);
                case DIALER -> "Bearer " + token;
                default -> password(role.name().toLowerCase(Locale.ROOT));
            };
        }

        String colleagueLogin() {
            return password("colleague");
        }

        private String password(String user) {
            return basic(user + "@" + name, PASSWORD);
        }
    }

    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /**
     * An answer.
     *
     * @param text its body
     */
    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    /** Sends a request with a body of JSON; with no body where it is empty, as a stranger where the login is. */
    Answer send(String login, String method, String path, String json) {
        return send(login, method, path, "application/json", json);
    }

    URI at(String path) {
        return root.resolve(path);
    }

    Answer send(String login, String method, String path, String type, String body) {
        return send(login, method, path, type, body, "*/*");
    }

    /** Sends JSON, and wants an answer of a type. */
    Answer accepting(String accepted, String login, String method, String path, String json) {
        return send(login, method, path, "application/json", json, accepted);
    }

    Answer sendAccepting(String accepted, String login, String method, String path, String type, String body) {
        return send(login, method, path, type, body, accepted);
    }

    private Answer send(String login, String method, String path, String type, String body, String accepted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.header("Accept", accepted);
        if (!login.isEmpty()) {
            request.header("Authorization", login);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
