#!/usr/bin/env bats
# A thousand recipients, fifty kills: tests/cli/bulletin_send.bats has the same with fewer.

@test "1,000 recipients, kill -9 at 50 steps: nobody missed, nobody twice outside the window" {
	cd "$BATS_TEST_DIRNAME/../.."
	KILL_RECIPIENTS=1000 KILL_POINTS=50 KILL_SEED=$RANDOM run bats -f "kill -9" tests/cli/bulletin_send.bats
	echo "$output"
	[ "$status" -eq 0 ]
}
