# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says review.yaml:5:5: this cannot be the id of a review
sed "s|^id: .*|id: ../../etc|; s|../../instruments|instruments|" demo/2019-snapshot/review.yaml >review.yaml
craffu review load review.yaml
