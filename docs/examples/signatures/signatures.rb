# frozen_string_literal: true

# Signatures of NetMile's contracts, in Ruby 2.7 or newer without any gem.
#
# The three functions are for your server. To compare them with what you have, run
#
#     ruby signatures.rb
#
# and give it one line for each question, with tabs between the words; it answers each with a line:
#
#     call     SECRET  TIME  SIGNATURE  NOW  BODY            genuine or forged
#     request  KEY  SECRET  METHOD  TARGET  TIME  REQUEST  BODY      the header
#     result   SECRET  NUMBER  PAYMENT  STATE  MILES  TIME  KEY  SIGNATURE   genuine or forged

require 'openssl'

OLDEST_SECONDS = 300

def signed(secret, content)
  OpenSSL::HMAC.hexdigest('SHA256', secret, content)
end

def same?(wanted, given)
  wanted.bytesize == given.bytesize && OpenSSL.fixed_length_secure_compare(wanted, given)
end

# Whether NetMile has made a call: `time` and `signature` are its headers, `body` the bytes as they came.
def call_genuine?(secret, time, signature, body, now)
  return false unless time.match?(/\A[0-9]{1,11}\z/) && (now - Integer(time, 10)).abs <= OLDEST_SECONDS

  wanted = "v1=#{signed(secret, "#{time}.".b + body.b)}"
  signature.split(',').map { |each| same?(wanted, each.strip) }.any?
end

# The header of a request to the payment service. `target` is path and query, `body` the bytes that are sent.
def authorization(key, secret, method, target, body, time, request)
  lines = ['netmile-request-1', method, target, OpenSSL::Digest::SHA256.hexdigest(body), time, request]
  signature = signed(secret, lines.join("\n"))
  "NETMILE-HMAC-SHA256 key=#{key},time=#{time},request=#{request},signature=#{signature}"
end

# Whether a member comes back with a result of NetMile's: the values of `netmile_…` in the query.
def result_genuine?(secret, number, payment, state, miles, time, key, signature)
  same?(signed(secret, ['netmile-result-1', number, payment, state, miles, time, key].join("\n")), signature)
end

def answered(question, words)
  case question
  when 'request'
    key, secret, method, target, time, request, body = words
    authorization(key, secret, method, target, body, time, request)
  when 'call'
    secret, time, signature, now, body = words
    call_genuine?(secret, time, signature, body, Integer(now, 10)) ? 'genuine' : 'forged'
  else
    result_genuine?(*words) ? 'genuine' : 'forged'
  end
end

if __FILE__ == $PROGRAM_NAME
  $stdin.set_encoding(Encoding::UTF_8)
  $stdin.each_line(chomp: true) do |line|
    question, *words = line.split("\t", -1)
    puts answered(question, words)
  end
end
