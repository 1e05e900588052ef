/* See the header. */
#include "tests/unit/desk.h"

#include "tests/unit/check.h"

void desk_open(struct desk *desk, uint64_t seed)
{
    *desk = (struct desk){.subject = subject_of("ami-lecture")};
    if (desk->subject != NULL) {
        desk->session = fake_session(&desk->log, desk->subject, seed);
    }
}

void desk_close(struct desk *desk)
{
    session_free(desk->session);
    fake_log_fini(&desk->log);
    subject_free(desk->subject);
}

void desk_again(struct desk *desk, uint64_t seed)
{
    session_free(desk->session);
    desk->session = fake_session(&desk->log, desk->subject, seed);
}

uint32_t wrong_option(const struct question *q)
{
    return q->key == 1 ? 2 : 1;
}

const struct turn *desk_next(struct desk *desk)
{
    const struct turn *turn = session_next(desk->session);
    if (turn == NULL && !session_failed(desk->session)) {
        session_next_round(desk->session);
        turn = session_next(desk->session);
    }
    CHECK(turn != NULL);
    return turn;
}

bool desk_answer(struct desk *desk, bool right)
{
    const struct turn *turn = desk_next(desk);
    return turn != NULL && session_answer(desk->session, right ? turn->question->key
                                                               : wrong_option(turn->question));
}
