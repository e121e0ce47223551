#!/bin/sh
# The timers of deploy/systemd in one container: the same commands at the same times, in the zone of TZ.
run() {
  python manage.py "$@" || echo "$*: exit $?" >&2
}
while :; do
  sleep $((60 - $(date +%s) % 60))
  case $(date +%M) in *[05]) run send_letters ;; esac
  case $(date +%H:%M) in
    01:30) run backup ;;
    03:00) run verify_data ;;
    07:15) run send_reminders ;;
  esac
  case $(date +%u-%H:%M) in
    7-04:00) run backup --drill ;;
    7-05:00) run tidy ;;
  esac
done
