package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens now: who is calling, how full limits are, what was refused in the last hour, and the calls of the day. */
@Controller
@RequestMapping("/live")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class LivePage {
    private final LiveReader reader;
    private final LiveEvents events;

    LivePage(LiveReader reader, LiveEvents events) {
        this.reader = reader;
        this.events = events;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Member member, Model model) {
        model.addAttribute("live", reader.read(member.organization()));
        return "live";
    }

    /** The part of the page that changes. */
    @GetMapping("/now")
    String now(@AuthenticationPrincipal Member member, Model model) {
        model.addAttribute("live", reader.read(member.organization()));
        return "live :: now";
    }

    /** Says when that part is worth reading again. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@AuthenticationPrincipal Member member) {
        return events.open(member.organization());
    }
}
