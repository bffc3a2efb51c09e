-- SPDX-License-Identifier: GPL-3.0-or-later
-- wrk -s visits.lua URL -- WHAT FILE START   What people ask of the server. FILE is what bench/web/run wrote: a line a person, with
-- the review, a session, a token for forms, and reference=version of each case, between tabs.
--   empty   an answer of two letters, which reads nothing
--   page    each reads the cases of their own review, again and again
--   fresh   each reads cases of all reviews, none twice; START is where to begin
--   save    each answers on their own drafts
--   mixed   seven in ten page, two the list of cases, one save
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local people, what, at, asked = {}, nil, 0, 0

local function read(name)
  local all = {}
  for line in io.lines(name) do
    local part = {}
    for value in line:gmatch("[^\t]+") do part[#part + 1] = value end
    local person = {review = part[1], cookie = "__Host-session=" .. part[2], form = part[3], cases = {}, versions = {}}
    for i = 4, #part do
      local reference, version = part[i]:match("(.+)=(%d+)")
      person.cases[#person.cases + 1] = reference
      person.versions[#person.versions + 1] = tonumber(version)
    end
    all[#all + 1] = person
  end
  return all
end

local all

function init(words)
  what = words[1]
  all = read(words[2])
  for i, person in ipairs(all) do
    if i % 2 == number % 2 or what == "one" then people[#people + 1] = person end
  end
  at = tonumber(words[3] or "0")
  if what == "one" then what = "save" end
end

-- Another address each time: the server counts an address's requests.
local function address()
  asked = asked + 1
  return string.format("10.%d.%d.%d", math.floor(asked / 65536) % 256, math.floor(asked / 256) % 256, asked % 256)
end

local function get(person, path)
  return "GET " .. path .. " HTTP/1.1\r\nHost: office.example\r\nCookie: " .. person.cookie .. "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: " .. address() .. "\r\n\r\n"
end

local function page(person, turn)
  return get(person, "/reviews/" .. person.review .. "/cases/" .. person.cases[turn % #person.cases + 1])
end

local function fresh(i, turn)
  local own = all[(i * 2 + number + 1 + math.floor(turn / #people[i].cases)) % #all + 1]
  return get(people[i], "/reviews/" .. own.review .. "/cases/" .. own.cases[turn % #own.cases + 1])
end

local outcomes = {"made", "partly_made", "not_made", "cannot_conclude"}

local function save(person, turn)
  local i = turn % #person.cases + 1
  local body = "form_token=" .. person.form .. "&version=" .. person.versions[i] .. "&outcome=" .. outcomes[turn % 4 + 1] ..
    "&comment=The+letter+of+3+March+was+sent+in+large+print%2C+and+a+supporter+came+to+the+meeting."
  person.versions[i] = person.versions[i] + 1
  return "POST /reviews/" .. person.review .. "/cases/" .. person.cases[i] .. "/answers/adjustments HTTP/1.1\r\nHost: office.example\r\nCookie: " ..
    person.cookie .. "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: " .. address() ..
    "\r\nContent-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

local saved, tried = 0, false

function request()
  if number == 0 and not tried then -- wrk looks at what this gives, and sends it to nobody
    tried = true
    return page(people[1], 0)
  end
  local i, turn = at % #people + 1, math.floor(at / #people)
  local person = people[i]
  at = at + 1
  if what == "empty" then return get(person, "/health/live") end
  if what == "page" then return page(person, turn) end
  if what == "fresh" then return fresh(i, turn) end
  if what == "save" then return save(person, turn) end
  local tenth = (at * 7) % 10
  if tenth < 7 then return page(person, turn) end
  if tenth < 9 then return get(person, "/reviews/" .. person.review) end
  saved = saved + 1
  return save(people[saved % #people + 1], math.floor(saved / #people))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.1f %.3f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
