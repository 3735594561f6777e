package dev.callgate.examples.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in, and how. What each may do stands at each method, by {@code @PreAuthorize}.
 *
 * <ol>
 *   <li>{@code /api}: by password (HTTP Basic), by a dialer's token, or in the session of a page, then with its CSRF token;
 *   <li>all else: in a session, after logging in; health and the log-in page are open to all.
 * </ol>
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class Security {
    /** How many sessions a user may have: any number. */
    private static final int ANY = -1;

    /** What strangers may see: whether the console works, and what the log-in page is made of. */
    private static final String[] OPEN = {
        "/actuator/health", "/login", "/error", "/favicon.svg", "/console.css", "/theme.js", "/webjars/bootstrap*/**"
    };

    private static final Logger LOG = LoggerFactory.getLogger(Security.class);

    /** The page to try the API, which is a library's, sets styles in its elements. */
    private static final RequestMatcher TRIES_API =
            PathPatternRequestMatcher.withDefaults().matcher("/swagger-ui/**");

    private static final String CONTENT =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    /** Who is logged in where, so that a user's sessions can be ended. */
    @Bean
    SessionRegistry sessions() {
        return new SessionRegistryImpl();
    }

    /** Tells the registry of sessions that are over. */
    @Bean
    HttpSessionEventPublisher endOfSessions() {
        return new HttpSessionEventPublisher();
    }

    @Bean
    PasswordEncoder passwords() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, Tokens tokens, SessionRegistry sessions) throws Exception {
        AuthenticationEntryPoint strangers = (request, response, why) -> {
            if (why instanceof InternalAuthenticationServiceException) {
                LOG.error("nobody can log in: the database does not answer", why);
                refuse(
                        response,
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "store_unavailable",
                        "nothing was done: the database does not answer; try again");
                return;
            }
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"CallGate\"");
            refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", "log in, by password or by token");
        };
        AccessDeniedHandler tooLittle = (request, response, why) ->
                refuse(response, HttpServletResponse.SC_FORBIDDEN, "forbidden", "your role does not allow this");
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(each -> each.anyRequest().authenticated())
                .sessionManagement(each -> each.sessionCreationPolicy(SessionCreationPolicy.NEVER)
                        .maximumSessions(ANY)
                        .sessionRegistry(sessions)
                        .expiredSessionStrategy(ended -> strangers.commence(
                                ended.getRequest(),
                                ended.getResponse(),
                                new SessionAuthenticationException("this session was ended"))))
                .csrf(each -> each.requireCsrfProtectionMatcher(Security::mayBeForged))
                .httpBasic(each -> each.authenticationEntryPoint(strangers))
                .addFilterBefore(new TokenFilter(tokens, strangers), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        each -> each.authenticationEntryPoint(strangers).accessDeniedHandler(tooLittle))
                .headers(each -> each.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SessionRegistry sessions) throws Exception {
        return http.authorizeHttpRequests(each ->
                        each.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .sessionManagement(each ->
                        each.maximumSessions(ANY).sessionRegistry(sessions).expiredUrl("/login"))
                .formLogin(each -> each.loginPage("/login"))
                .logout(each -> each.logoutSuccessUrl("/login?logout"))
                .headers(each -> each.addHeaderWriter(policy(new NegatedRequestMatcher(TRIES_API), CONTENT))
                        .addHeaderWriter(policy(TRIES_API, CONTENT + "; style-src 'self' 'unsafe-inline'")))
                .build();
    }

    private static HeaderWriter policy(RequestMatcher pages, String content) {
        return new DelegatingRequestMatcherHeaderWriter(pages, new ContentSecurityPolicyHeaderWriter(content));
    }

    /**
     * Whoever is known by a session may be a page of another site that lets the browser ask. Whoever shows a password or a token is
     * not: a browser adds this header by itself, to what another site's page sends too, only after it asked for a password; and it never
     * does, since strangers are told of tokens and not of HTTP Basic.
     */
    private static boolean mayBeForged(HttpServletRequest request) {
        return request.getRequestedSessionId() != null
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request);
    }

    private static void refuse(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"field\":null}}"
                        .formatted(code, message));
    }
}
