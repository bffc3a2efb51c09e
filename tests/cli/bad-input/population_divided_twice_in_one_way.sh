# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says --by month:reported_at divides the cases as --by month does
# says leave one of them out
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --by month --by strand --by month:reported_at
