# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says reviewers judge the criterion understood: no case has the computed outcome to_judge
# says leave --exceptions out: rules compute no criterion of this instrument
craffu population demo/2019-snapshot/cases.csv --instrument instruments/complaints-dip-sample.yaml --exceptions understood=to_judge
