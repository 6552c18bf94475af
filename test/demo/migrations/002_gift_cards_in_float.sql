-- Gift cards whose balance is a floating-point number
-- verdict: refused float_money
CREATE TABLE gift_cards (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    balance         double precision NOT NULL,
    currency        text NOT NULL DEFAULT 'EUR'
);
