package dev.callgate.examples.console.login;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Authentication of requests. Each method declares the roles that may call it, with {@code @PreAuthorize}.
 *
 * <ol>
 *   <li>{@code /api} with an {@code Authorization} header: a password (HTTP Basic) or a dialer's token. There is no
 *       session, and cookies are ignored.
 *   <li>{@code /api} without it: in the session of a page, with the session's CSRF token.
 *   <li>Everything else: in a session, after a login. Health and the login page are public, and create no session.
 * </ol>
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class Security {
    /** The public paths: health, and the login page with its files. */
    private static final String[] PUBLIC = {
        "/actuator/health", "/login", "/error", "/favicon.svg", "/console.css", "/theme.js", "/webjars/bootstrap*/**"
    };

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher API = PATHS.matcher("/api/**");

    /** Swagger UI needs inline styles. */
    private static final RequestMatcher SWAGGER_UI = PATHS.matcher("/swagger-ui/**");

    private static final String CONTENT =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private final Refusals refusals = new Refusals();
    private final Csrf csrf = new Csrf();

    @Bean
    PasswordEncoder passwords() {
        return PasswordHashing.onEachCore(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    @Order(1)
    SecurityFilterChain credentials(HttpSecurity http, Tokens tokens) throws Exception {
        return api(http)
                .securityMatcher(request -> API.matches(request) && hasCredentials(request))
                .sessionManagement(each -> each.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .csrf(each -> each.disable())
                .httpBasic(each -> each.authenticationEntryPoint(refusals))
                .addFilterBefore(new TokenFilter(tokens, refusals), BasicAuthenticationFilter.class)
                .build();
    }

    /** Configures both kinds of requests to the API. */
    private HttpSecurity api(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(each -> each.anyRequest().authenticated())
                .requestCache(RequestCacheConfigurer::disable)
                .addFilterAfter(new PasswordChangeDue(), AuthorizationFilter.class)
                .exceptionHandling(
                        each -> each.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(Security::headers)
                .headers(each -> each.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT)));
    }

    private static boolean hasCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiInSession(HttpSecurity http, Users users, Clock clock) throws Exception {
        return api(http)
                .securityMatcher(API)
                .sessionManagement(each -> each.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(each -> each.csrfTokenRepository(csrf)
                        .csrfTokenRequestHandler(csrf)
                        .requireCsrfProtectionMatcher(Security::changesInSession))
                .addFilterAfter(
                        new SessionCheck(users, clock, Refusals::unavailable), SecurityContextHolderFilter.class)
                .build();
    }

    /** Returns whether a page of another site could have made the browser send this. Without a session, it would be refused anyway. */
    private static boolean changesInSession(HttpServletRequest request) {
        return request.getSession(false) != null && CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request);
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, Users users, LoginEvents events, Clock clock) throws Exception {
        PageLogin login = new PageLogin(clock);
        return http.authorizeHttpRequests(each ->
                        each.requestMatchers(PUBLIC).permitAll().anyRequest().authenticated())
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(each -> each.csrfTokenRepository(csrf).csrfTokenRequestHandler(csrf))
                .formLogin(
                        each -> each.loginPage("/login").successHandler(login).failureHandler(login))
                .logout(each -> each.addLogoutHandler(events).logoutSuccessUrl("/login?logout"))
                .addFilterAfter(
                        new SessionCheck(
                                users,
                                clock,
                                (response, why) -> response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value())),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(new PasswordChangeDue(), AuthorizationFilter.class)
                .exceptionHandling(each -> each.authenticationEntryPoint(login))
                .headers(Security::headers)
                .headers(each -> each.addHeaderWriter(policy(new NegatedRequestMatcher(SWAGGER_UI), CONTENT))
                        .addHeaderWriter(policy(SWAGGER_UI, CONTENT + "; style-src 'self' 'unsafe-inline'")))
                .build();
    }

    /** Adds the headers that Spring Security does not set by default. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.referrerPolicy(each -> each.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(each -> each.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(each -> each.policy(PERMISSIONS));
    }

    private static HeaderWriter policy(RequestMatcher pages, String content) {
        return new DelegatingRequestMatcherHeaderWriter(pages, new ContentSecurityPolicyHeaderWriter(content));
    }
}
