"""What witnesses say, without asking them."""

from gemportal.kernel import clock
from gemportal.kernel.actor import clock_for
from gemportal.register.queries import latest_checkpoint
from gemportal.register.witnessing.acts import WITNESS, claim_witness, note_cosignature
from gemportal.register.witnessing.cosigning import Cosigner
from tests.support.house import House
from tests.support.witness import Notary

THE_TICK = clock_for(WITNESS)


def cosign(house: House, notary: Notary | None = None) -> None:
    """Let a witness stand for the newest checkpoint, as of now."""
    witness = notary or Notary()
    checkpoint = house.ask(latest_checkpoint)
    assert checkpoint is not None
    line = witness.line(checkpoint.note.partition("\n\n")[0] + "\n", clock.now())
    word = Cosigner.read(witness.vkey).cosignature(checkpoint.note + line, clock.now())
    house.perform(claim_witness, THE_TICK, witness.vkey)
    house.perform(note_cosignature, THE_TICK, witness.vkey, checkpoint.size, word)
