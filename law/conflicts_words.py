"""What is said of two ways of one dispute. Articles are cited beside these sentences, never in them."""

from collections.abc import Mapping

from law.words import Words

SAID: Mapping[str, Words] = {
    "unsent": Words("没有别的途径正在处理这件事。", "No other way is dealing with this."),
    "settle": Words("任何时候都可以和商家协商。", "You may settle with the seller at any time."),
    "report_again": Words(
        "同样的事实不会再处理一遍；有新的事实，补充到原来的举报里。",
        "The same facts aren't handled twice; add new ones to the first report.",
    ),
    "running": Words("这条路已经在走了，先等它的结果。", "You are going this way already; wait for its result."),
    "judged": Words(
        "法院已经处理过；对方不履行的，可以申请强制执行。",
        "The court has dealt with it; if the other side doesn't perform, apply for enforcement.",
    ),
    "settled": Words(
        "已经达成调解协议，先看对方是否履行；不放心的，可以一起向法院申请确认。",
        "An agreement was reached: see first whether it is kept. To be safe, have it confirmed by the court together.",
    ),
    "handled": Words(
        "这里已经处理过同一件纠纷，再提交很可能不受理；可以考虑起诉。",
        "This office has handled the same dispute and will probably refuse it now; the court is open.",
    ),
    "ask_review": Words(
        "平台已经作过决定；可以请平台说明理由，并要求人工复核。",
        "The platform has decided already; ask it for its reasons and for a review by a person.",
    ),
    "ask_again": Words("可以再提一次。", "You may ask again."),
    "odr_over": Words(
        "在线和解已经试过；接着走的话，转为投诉更合适。",
        "Online settlement was tried; turning it into a complaint is the better way on.",
    ),
    "declined_again": Words(
        "上次没有受理；先把那时说的原因补上，再提交。",
        "It wasn't accepted last time; mend the reason given before you file again.",
    ),
    "silent": Words(
        "上次提交的还没有回音，可能仍在处理；先打电话问一问。",
        "What you filed may still be under way though nobody answered; ask by phone first.",
    ),
    "report_apart": Words(
        "举报和投诉是两种程序，互不影响。", "A report and a complaint are two procedures; neither stands in the other's way."
    ),
    "in_court": Words(
        "法院已经在处理同一件纠纷，其他途径不再受理。", "The court has this dispute; no other way will take it up."
    ),
    "platform_waits": Words(
        "事情已经到了法院，平台多半会等法院的结果。", "The court has it; the platform will mostly wait for its result."
    ),
    "court_declined": Words(
        "法院没有受理，其他途径仍然可以走。", "The court didn't take it up; the other ways are still open."
    ),
    "association_has_it": Words(
        "消协正在处理同一件纠纷，12315 可以不予受理。等消协有了结果，或者先向消协撤回，再投诉。",
        "The association has this dispute, so 12315 may refuse it. Wait for its result, or withdraw it there first.",
    ),
    "complaint_has_it": Words(
        "12315 正在处理同一件纠纷；消协也受理的话，12315 可能终止调解。先等那边的结果。",
        "12315 has this dispute; if the association takes it up too, 12315 may end its mediation. Wait for its result.",
    ),
    "handled_there": Words(
        "另一个机构已经处理过同一件纠纷，这里也可能不受理；写明那边为什么没有结果，或者考虑起诉。",
        "Another office has handled this dispute, so this one may refuse it too. Say why it came to nothing there, or sue.",
    ),
    "silent_there": Words(
        "另一个机构还没有答复，之后仍可能受理；提交前先打电话问清楚，或在那边撤回。",
        "The other office hasn't answered and may still accept it; ask by phone first, or withdraw it there.",
    ),
    "declined_there": Words(
        "另一个机构没有受理，这里可以提交；不受理的理由一并写上。",
        "The other office didn't take it up, so you may file here; mention the reason it gave.",
    ),
    "odr_first": Words(
        "在线和解正在进行；没有谈成，再转为投诉。",
        "Online settlement is under way; if it fails, it is turned into a complaint.",
    ),
    "odr_to_complaint": Words(
        "在线和解没有谈成，可以转为投诉。", "Online settlement came to nothing; it can be turned into a complaint."
    ),
    "past_odr": Words(
        "在线和解是投诉之前的一步；投诉已经提交，等受理和调解就好。",
        "Online settlement comes before a complaint; yours is filed, so wait for acceptance and mediation.",
    ),
    "two_talks": Words(
        "两边同时谈，容易说法不一；告诉他们你也在另一边谈。",
        "Two talks at a time easily contradict each other; tell each about the other.",
    ),
    "little_hope": Words(
        "调解已经没有谈成，商家再同意和解的可能不大。", "Mediation came to nothing; the seller is unlikely to settle now."
    ),
    "suing_ends_it": Words(
        "一旦起诉，正在进行的调解就会停下来。", "Once you sue, the mediation under way will stop."
    ),
    "confirm_first": Words(
        "已经达成协议：先看对方是否履行，也可以一起向法院申请确认，不必重新起诉。",
        "There is an agreement: see whether it is kept, or have it confirmed together; no new suit is needed.",
    ),
    "court_open": Words("可以向法院起诉。", "The court is open to you."),
    "promised": Words(
        "对方已经答应，约定的日子还没过；先看是否履行。", "The other side has promised; see first whether it is kept."
    ),
    "no_authority": Words(
        "商家和平台客服不是行政机关，找过他们不影响这条路。",
        "Seller and platform are no authority; having asked them doesn't stand in the way.",
    ),
    "beside": Words("可以同时进行。", "Both may go on at the same time."),
}  # fmt: skip
