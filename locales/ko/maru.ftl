# 마루의 말, 한국어.
# 귀나 손끝에 다른 말이 더 나은 곳에는 .speech 와 .braille 을 붙인다.

# 이 언어의 이름.
language-name = 한국어

## 역할, 상태, 자리: 늘 듣고 만지는 말이므로 짧게

# 제목 아래의 작은 제목 뒤에.
role-heading = 제목
# 화면 낭독기용. $level: 1에서 6.
role-heading-level = 제목 { $level }단계.
# 단추 이름 뒤에.
role-button = 단추
# 글을 쓰는 칸.
role-field = 글 쓰는 칸
# 여러 줄로 된 글을 쓰는 칸.
role-field-lines = 여러 줄 쓰는 칸
    .braille = 여러 줄
role-field-integer = 숫자 쓰는 칸
role-field-decimal = 숫자 쓰는 칸
role-field-date = 날짜 쓰는 칸
role-field-month = 달 쓰는 칸
role-field-year = 해 쓰는 칸
role-field-time = 시각 쓰는 칸
role-field-secret = 남에게 보이지 않는 칸
# 정해진 범위의 수. 화살표 키나 큰 단추 두 개로 바꾼다.
role-range = 수 고르기
# $least, $most: 가장 작은 수와 가장 큰 수.
range-bounds = { $least }부터 { $most }까지
    .braille = { $least }-{ $most }
# 아직 고른 수가 없을 때 수 대신.
range-none = 아직 고르지 않음
# 차례를 매긴 것. $place: 순위. 둘 다 수이고, 모두 몇 개인지 모르면 $of 는 0.
rank-place = { $of ->
    [0] { $place }순위
   *[other] { $of }개 가운데 { $place }순위
}
    .braille = { $place }/{ $of }
# 아직 차례를 매기지 않은 것. $of: 모두 몇 개.
rank-none = 아직 순위 없음
    .braille = -/{ $of }
# 그림을 대신하는 글 앞에.
role-image = 그림
    .speech = 그림:
# 그림을 대신하는 글이 없을 때 그 뒤에.
image-undescribed = 설명 없음
# 꼭 답해야 하는 물음.
state-required = 꼭 필요함
    .braille = 필수
state-read-only = 고칠 수 없음
state-disabled = 쓸 수 없음
state-busy = 잠시 기다려 주세요
# 답을 받지 못한 까닭 앞에. $reason: 문장.
state-refused = 다시 보아 주세요. { $reason }
# 받지 못한 답 뒤에 짧게.
state-refused-mark = 다시 보아 주세요
state-selected = 골랐음
state-unselected = 고르지 않음
state-checked = 표시함
state-unchecked = 표시하지 않음
state-empty = 비어 있음
# 숨긴 글은 읽지 않는다. $count: 글자 수.
state-secret = { $count }자, 숨김
# 여럿 가운데 몇 번째. 둘 다 수.
speech-position = { $of }개 가운데 { $index }번째
# "지금 어디": 이 쪽에서 몇 번째.
speech-place = 이 화면의 { $of }개 가운데 { $index }번째
speech-deleted = 지움
# 남에게 들리면 안 되는 답 대신. 화면에는 보인다.
state-private = 남이 들을 수 있어 읽지 않음
# 아래 아홉: 처음 쓰는 사람에게 그것을 어떤 키로 쓰는지.
how-read = 아래 화살표 키를 누르면 다음 것으로 갑니다.
how-open = 엔터 키를 누르면 열립니다.
how-choice = 스페이스바를 누르면 고르고, 엔터 키를 누르면 고르고 다음으로 갑니다.
how-check = 스페이스바를 누르면 표시하거나 지웁니다.
how-field = 적고 나서 엔터 키를 누르세요.
how-field-lines = 적고 나서 엔터 키를 누르세요. 줄을 바꾸려면 시프트와 엔터를 함께 누르세요.
how-range = 왼쪽과 오른쪽 화살표 키로 바꿉니다.
how-rank = 스페이스바를 누르면 순위를 정하고, 알트 키와 위아래 화살표 키로 옮깁니다.
# $text: 골라 둔 글.
speech-selected = { $text }, 골라 둠
letter-secret = 별표
letter-end = 끝
letter-space = 빈칸
letter-line-break = 줄 바꿈
letter-full-stop = 마침표
letter-comma = 쉼표
letter-hyphen = 붙임표
letter-question-mark = 물음표
letter-exclamation-mark = 느낌표
letter-at = 골뱅이
letter-slash = 빗금
letter-colon = 쌍점
letter-semicolon = 쌍반점
letter-bracket-open = 왼쪽 소괄호
letter-bracket-close = 오른쪽 소괄호
letter-square-open = 왼쪽 대괄호
letter-square-close = 오른쪽 대괄호
letter-brace-open = 왼쪽 중괄호
letter-brace-close = 오른쪽 중괄호
letter-less = 작음표
letter-greater = 큼표
letter-quotes = 큰따옴표
letter-apostrophe = 작은따옴표
letter-backquote = 억음 부호
letter-plus = 더하기표
letter-equals = 등호
letter-ampersand = 앤드
letter-percent = 퍼센트
letter-hash = 샵
letter-asterisk = 별표
letter-underscore = 밑줄
letter-tilde = 물결표
letter-backslash = 역빗금
letter-bar = 세로줄
letter-caret = 꺾쇠
# 영문 대문자. $letter: 글자.
letter-capital = 대문자 { $letter }
# 헷갈리지 않게 낱말로. $letter: 글자 이름; $word: 그 글자가 든 낱말.
letter-example = { $letter }, { $word }의 { $letter }
# 음절의 받침. $letter: 글자 이름.
letter-final = 받침 { $letter }
# 화면 아래에 더 있을 때 보이는 말.
screen-more-above = 위에 더 있음
screen-more-below = 아래에 더 있음

## 할 수 있는 일: 단추의 말

act-back = 뒤로
act-help = 도움말
# $number: 시의 전화번호.
act-help-phone = 도움말, 전화 { $number }
act-next = 다음
act-keep = 이 답으로 하기
# 물음에 대한 더 긴 설명, 원하는 사람에게.
act-explain = 이 물음 자세히 알아보기
# 고른 수를 도로 지운다.
act-clear = 고른 수 지우기
# 고른 답을 도로 지운다.
act-clear-choice = 고른 답 지우기
act-clear-order = 순위 처음부터 다시 정하기
# 목록의 한 항목을, 예를 들어 가구원 한 사람을, 그 답과 함께 지운다.
act-remove = 지우기
act-keep-instance = 그대로 두기
act-finish = 다 됐어요
act-done = 다 됐어요
act-home = 첫 화면으로
act-return = 돌아가기
# 화면 위의 목소리 단추. 누르면 아래 단추들이 나온다.
act-voice = 목소리
act-voice-hide = 단추 숨기기
# 아래 열둘: 짧게, 한 줄에 여섯씩 선다.
act-voice-stop = 그만
act-voice-pause = 잠깐, 이어서
act-voice-repeat = 다시
act-voice-read = 모두 읽기
act-voice-sentence-back = 앞 문장
act-voice-sentence-on = 다음 문장
act-voice-slower = 느리게
act-voice-faster = 빠르게
act-voice-softer = 작게
act-voice-louder = 크게
act-voice-where = 어디인지
act-voice-spell = 한 글자씩
act-send = 저장하고 보내기
# 아무것도 보내지 않는 컴퓨터에서.
act-finish-form = 다 쓴 것으로 저장하기
act-keep-draft = 나중에 마저 하기
act-send-now = 지금 보내 보기
act-my-forms = 내 신청 보기
act-leave = 닫기
# 여럿이 쓰는 컴퓨터의 첫 화면에서: 다음 사람에게 자리를 내준다.
act-end-sitting = 이용 마치기

## 날짜와 시각

date-today = 오늘
date-yesterday = 어제
# $year: 네 자리; $month, $day: 수; $weekday: 1이 월요일.
date-long = { $year }년 { $month }월 { $day }일 { $weekday ->
    [1] 월
    [2] 화
    [3] 수
    [4] 목
    [5] 금
    [6] 토
   *[7] 일
}요일
    .speech = { $year }년 { $month ->
    [6] 유월
    [10] 시월
   *[other] { $month }월
} { $day }일 { $weekday ->
    [1] 월
    [2] 화
    [3] 수
    [4] 목
    [5] 금
    [6] 토
   *[7] 일
}요일
# $year: 네 자리; $month: 수.
date-month = { $year }년 { $month }월
    .speech = { $year }년 { $month ->
    [6] 유월
    [10] 시월
   *[other] { $month }월
}
# 해만. $year: 네 자리.
date-year = { $year }년
# $half: am 또는 pm; $hour: 1에서 12; $minute: 두 자리; $minutes: 같은 수.
time-short = { $half ->
    [am] 오전
   *[pm] 오후
} { $hour }:{ $minute }
    .speech = { $half ->
    [am] 오전
   *[pm] 오후
} { $hour ->
    [1] 한
    [2] 두
    [3] 세
    [4] 네
    [5] 다섯
    [6] 여섯
    [7] 일곱
    [8] 여덟
    [9] 아홉
    [10] 열
    [11] 열한
   *[12] 열두
} 시 { $minutes ->
    [0] 정각
   *[other] { $minutes }분
}
date-and-time = { $date } { $time }

## 마루가 열리지 않을 때

start-title = 지금은 마루를 열 수 없습니다
start-in-use = 마루가 이 컴퓨터에 이미 열려 있습니다. 그 창을 찾아 주세요. 쓰던 신청서는 그대로 있습니다.
start-no-city = 시의 파일을 읽을 수 없습니다. 쓰던 신청서는 이 컴퓨터에 안전하게 있습니다. 도움을 청해 주세요.
start-no-store = 신청서를 열지 못했습니다. 신청서는 이 컴퓨터에 그대로 있고, 아무것도 지우지 않았습니다. 도움을 청해 주세요.

## 처음 켤 때

first-language-title = 마루에 오신 것을 환영합니다. 어떤 말로 쓰시겠어요?
first-language-hint = 위아래 화살표로 고르세요. 큰 엔터 키를 누르면 골라지고, 한 번 더 누르면 다음으로 갑니다.
first-ways-title = 마루를 어떻게 쓰시겠어요?
first-ways-hint = 여러 가지를 함께 골라도 됩니다. 엔터 키를 누르면 표시되거나 지워집니다. 다 고르면 아래의 다음으로 가세요.
way-see = 눈으로 보기
way-see-hint = 큰 글씨와 또렷한 색으로 보여 드려요
way-hear = 귀로 듣기
way-hear-hint = 모든 것을 소리 내어 읽어 드려요
way-feel = 손끝으로 읽기
way-feel-hint = 점자 단말기로 보여 드려요
first-size-title = 글씨를 얼마나 크게 할까요?
first-size-hint = 크기를 고르고 이 화면을 보세요. 언제든지 바꿀 수 있습니다.
# $percent: 100에서 400.
size-percent = { $percent }퍼센트

## 첫 화면과 서비스

# $city: 도시 이름.
home-title = { $city }
home-hint = 무엇을 도와드릴까요?
services-title = 서비스
services-hint = 하나를 고르세요. 언제든지 멈췄다가 나중에 마저 할 수 있습니다.
settings-tile-hint = 목소리, 글씨, 색, 언어
my-forms-title = 내 신청
# 몇 건인지. 둘 다 수.
my-forms-count = { $drafts ->
    [0] 쓰던 것 없음
   *[other] 쓰던 것 { $drafts }건
}, { $waiting ->
    [0] 보낼 것 없음
   *[other] 보낼 것 { $waiting }건
}
my-forms-none = 아직 아무것도 없습니다. 쓰기 시작한 것과 보낸 것을 여기에 모아 둡니다.
my-forms-drafts = 쓰던 것
my-forms-waiting = 다 썼지만 아직 보내지 못한 것
my-forms-sent = 시가 받은 것
# 아무것도 보내지 않는 컴퓨터에서.
my-forms-count-kept = { $drafts ->
    [0] 쓰던 것 없음
   *[other] 쓰던 것 { $drafts }건
}, { $waiting ->
    [0] 다 쓴 것 없음
   *[other] 다 쓴 것 { $waiting }건
}
# $when: 날짜와 시각.
record-draft = 쓰는 중. 마지막으로 고친 때: { $when }
record-waiting = 연결을 기다리는 중. 다 쓴 때: { $when }
record-kept = 이 컴퓨터에 있음. 다 쓴 때: { $when }
record-sending = 보내는 중
record-sent = 시가 받음: { $when }
record-answered = 시가 답함: { $when }
record-refused = 시의 컴퓨터가 받지 않음: { $when }
# 보낸 것을 고쳐 다시 보내는 신청서. $title: 신청서 이름.
record-correction = { $title } (고친 것)
# 같은 신청서가 여럿일 때 구별하는 번호. $number: 접수 번호 또는 작은 수.
record-numbered = { $title }, { $number }번
# 고친 신청서가 대신함.
record-corrected = 고친 것을 다시 보냈습니다
# 시가 알려 온 것. $state: "시가 처리하고 있습니다" 같은 말, $when: 날짜와 시각.
record-case = { $state }: { $when }
case-received = 시가 접수했습니다
case-in-progress = 시가 처리하고 있습니다
case-answered = 답이 왔습니다
case-closed = 시가 처리를 마쳤습니다
case-approved = 시가 승인했습니다
case-rejected = 시가 받아들이지 않았습니다
# $count: 더 있는 수.
my-forms-more = 더 보기 ({ $count }건 더)
act-manage = 신청서마다 할 수 있는 일
manage-title = 어느 것을 고르시겠어요?
begin-title = 전에 쓰던 것이 있습니다
# $title: 신청서 이름.
begin-title-of = 전에 쓰던 것이 있습니다: { $title }
# $when: 날짜와 시각.
begin-resume = 쓰던 것을 이어서 쓰기. 마지막으로 고친 때: { $when }
# 쓰던 것이 여럿일 때. $number: 구별하는 번호, $when: 날짜와 시각.
begin-resume-numbered = 쓰던 것 { $number }번을 이어서 쓰기. 마지막으로 고친 때: { $when }
begin-anew = 새로 쓰기
begin-anew-hint = 전에 쓰던 것도 그대로 남아 있습니다.

## 물음

# 둘 다 수.
question-progress = 물음 { $of }개 가운데 { $index }번째
    .braille = { $index }/{ $of }
# 모든 답을 보는 화면에서, 신청서가 이름을 붙이지 않은 물음. $index: 번호.
question-number = { $index }번 물음
question-any-number = 여러 개를 골라도 되고, 고르지 않아도 됩니다.
question-optional = 이 물음은 건너뛰어도 됩니다.
# 앞에서 한 답 때문에 고를 것이 하나도 남지 않을 때.
question-nothing-offered = 여기에는 고를 것이 없습니다. 앞에서 하신 답에 따라 달라지니, 돌아가서 그 답을 고쳐 주세요.
question-acknowledge = 네, 확인합니다
question-date-hint = 연도, 월, 일을 붙임표로 이어 쓰세요. 보기: 2026-03-05. 아래에서 오늘이나 어제를 골라도 됩니다.
question-month-hint = 연도와 월을 붙임표로 이어 쓰세요. 보기: 2026-03.
question-year-hint = 연도를 네 자리로 쓰세요. 보기: 2026.
question-time-hint = 시와 분을 쓰세요. 보기: 15:20 또는 오후 3시 20분.
question-date-time-hint = 날짜를 쓰고 이어서 시각을 쓰세요. 보기: 2026-03-05 15:20.
question-place-hint = 위도를 쓰고, 한 칸 띄고, 경도를 쓰세요. 단위는 도입니다. 서울시청은 37.5663 126.9779입니다.
# "그림:" 뒤에. 신청서가 물음과 함께 보이기만 하고 설명은 없는 그림.
question-picture = 이 물음과 함께 보이는 그림
question-picture-unshown = 여기에 그림이 있지만 보여 드릴 수 없습니다.
# $name: 파일 이름.
question-film = 여기에 동영상이 있지만 보여 드릴 수 없습니다: { $name }
# 정해진 범위의 수를 고르는 법.
question-range-hint = 왼쪽 화살표와 오른쪽 화살표로, 또는 큰 단추 두 개로 수를 바꿉니다. 숫자를 바로 쳐도 됩니다.
# 범위 안의 수에 신청서가 붙인 이름. $number: 수, $name: 예를 들어 "전혀 없음".
range-named = { $number }: { $name }
# 차례를 매기는 법.
question-rank-hint = 첫째로 꼽는 것에서 엔터 키를 누르고, 이어서 둘째, 셋째를 차례로 누르세요. 한 번 더 누르면 순위가 없어집니다. 알트 키와 위아래 화살표로 옮길 수 있습니다.
# 물에 잠기는 길 같은 지도 위의 길, 그리고 밭 같은 땅.
question-line-hint = 길을 따라 지나는 곳을 차례로 쓰세요. 두 곳 이상 있어야 합니다.
question-area-hint = 모퉁이를 차례로 쓰세요. 세 곳 이상 있어야 합니다. 마지막 모퉁이는 처음 모퉁이와 저절로 이어집니다.
# $count: 지금까지 쓴 곳의 수.
place-count = { $count ->
    [0] 아직 쓴 곳이 없습니다
   *[other] 지금까지 쓴 곳: { $count }
}
# $index: 차례.
place-number = { $index }번째 곳
place-next = 다음 곳
place-add = 이 곳 넣기
# $place: 예를 들어 "2번째 곳".
place-remove = { $place } 빼기
# 세는 수 아래의 두 단추.
count-less = 하나 줄이기
count-more = 하나 늘리기
# 천 자리마다 넣는 표와 소수점.
number-thousands = ,
number-decimals = .
# 긴 목록 위의 글 쓰는 칸.
find-label = 목록에서 찾기
# 아직 아무것도 쓰지 않았을 때 그 아래에. $of: 수.
find-all = 모두 { $of }개, 찾을 말을 쓰세요
# 쓴 다음 그 아래에. 모두 수이고, $shown 은 찾은 것 가운데 아래에 보이는 수.
find-count = { $count ->
    [0] 찾은 것이 없어요. 글자를 줄여 보세요
   *[other] { $of }개 가운데 { $count }개 찾음
}
find-first = { $of }개 가운데 { $count }개 찾음, 아래에는 처음 { $shown }개. 더 쓰면 줄어듭니다
# 긴 목록의 앞부분 아래에. $count: 더 있는 수.
find-more = 이 밖에 { $count }개가 더 있습니다. 위의 칸에 찾을 말을 쓰세요.
# 긴 목록 위에. $chosen: 고른 것.
find-chosen = 고른 것: { $chosen }
# 가구원처럼 항목을 더하고 뺄 수 있는 목록의 화면에서. $count: 수.
repeat-count = { $count ->
    [0] 아직 넣은 것이 없습니다.
   *[other] 지금까지 넣은 수: { $count }.
}
repeat-hint = 고치려면 그 항목에서 엔터 키를 누르세요. 지우거나, 더 넣거나, 다음으로 가도 됩니다.
# 신청서가 이름을 붙이지 않은 목록과 그 항목 하나.
repeat-untitled = 목록
repeat-entry = 항목
# 항목 하나. $label: 항목을 부르는 말, 예를 들어 "가구원"; $index: 번호.
repeat-instance = { $label } { $index }
# 다음 물음들이 어느 항목에 대한 것인지. $label: 항목을 부르는 말; $index, $of: 수.
# 사람일 수도 물건일 수도 있어 세는 말을 붙이지 않는다.
repeat-place = { $label } { $index }, 전체 { $of }
repeat-nothing-answered = 아직 답한 것이 없습니다
repeat-add-first = 하나 넣기
repeat-add = 하나 더 넣기
# $instance: 항목 하나, 예를 들어 "가구원 2".
repeat-remove = { $instance } 지우기
# 지우기 전에 되묻는 말. $instance: 위와 같음.
remove-title = { PARTICLE($instance, "eul-reul") } 지울까요? 그 답도 함께 지워집니다.
# 신청서가 서명을 받을 때.
file-signature = 종이에 서명한 뒤 사진을 찍거나 스캔해서, 그 사진을 여기에서 골라 주세요.
# 파일로 답하는 물음의 화면.
file-none = 아직 고른 파일이 없습니다.
# $size: 예를 들어 120킬로바이트.
file-attached = 파일을 골랐습니다: { $size }
# $name: 골랐을 때의 파일 이름.
file-attached-named = 파일을 골랐습니다: { $name }, { $size }
file-attached-unknown = 파일을 골랐습니다.
# 사진을 대신하는 말.
file-picture-attached = 고른 사진
file-find-picture = 이 컴퓨터에서 사진 찾기
file-find = 이 컴퓨터에서 파일 찾기
# 여럿이 쓰는 컴퓨터에서는 남이 폴더에 둔 것을 보이지 않는다.
file-find-picture-shared = USB에서 사진 찾기
file-find-shared = USB에서 파일 찾기
file-find-other = 다른 것 고르기
file-look-again = 다시 찾아보기
file-looking = 파일을 찾고 있습니다. 잠시만 기다려 주세요.
file-attaching = 고른 파일을 신청서와 함께 저장하고 있습니다. 잠시만 기다려 주세요.
file-remove = 고른 파일 빼기
# 사진들 위의 표시 칸: 사진기가 적어 둔 위치도 함께 보낼지.
file-keep-place = 사진을 찍은 곳도 함께 보내기
# 가장 새 파일들 아래에. $count: 더 오래된 것의 수.
file-more = 이보다 오래된 { $count }개는 보이지 않습니다.
# 파일이 있는 곳. $name: USB, 카드, 사진기의 이름.
place-removable = 꽂혀 있는 것: { $name }
place-pictures = 사진
place-documents = 문서
place-downloads = 내려받은 것
# 파일의 크기. $count: 수.
size-kilobytes = { $count }킬로바이트
size-megabytes = { $count }메가바이트
refused-required = 이 물음에 답해야 다음으로 갈 수 있습니다.
refused-integer = 3과 같은 정수를 써 주세요. 소수점은 쓰지 않습니다.
refused-number = 3.5와 같은 숫자를 써 주세요.
# $number: 쓸 수 있는 가장 큰 수와 가장 작은 수.
refused-too-large = 너무 큰 수입니다. 가장 큰 수는 { $number }입니다.
refused-too-small = 너무 작은 수입니다. 가장 작은 수는 { $number }입니다.
refused-digits = 숫자가 너무 많은 수입니다. 다시 한 번 보아 주세요.
refused-date = 마루가 알아볼 수 없는 날짜입니다. 2026-03-05처럼 써 주세요.
refused-time = 마루가 알아볼 수 없는 시각입니다. 15:20처럼 써 주세요.
refused-month = 마루가 알아볼 수 없는 달입니다. 2026-03처럼 써 주세요.
refused-year = 마루가 알아볼 수 없는 해입니다. 2026처럼 네 자리로 써 주세요.
# 2월 30일 같은 날짜.
refused-no-such-day = 그런 날은 없습니다. 달과 날을 다시 보아 주세요.
# 25:00 같은 시각, 2026-13 같은 달, 그리고 그런 것이 든 날짜와 시각.
refused-no-such-time = 그런 시각은 없습니다. 시는 0부터 23까지, 분은 0부터 59까지입니다.
refused-no-such-month = 그런 달은 없습니다. 달은 1월부터 12월까지입니다.
refused-no-such-moment = 그런 날이나 시각은 없습니다. 날짜와 시각을 다시 보아 주세요.
# 두 가지로 읽히는 날짜나 시각. $one, $other: 그 두 가지를 말로.
refused-ambiguous = { $one }일 수도 있고 { $other }일 수도 있습니다. 하나로만 읽히게 써 주세요.
refused-choice = 이 화면에 있는 답 가운데에서 골라 주세요.
refused-date-time = 마루가 알 수 있는 날짜와 시각이 아닙니다. 2026-03-05 15:20처럼 써 주세요.
refused-place = 지도에 있는 곳이 아닙니다. 37.5663 126.9779처럼 두 수를 써 주세요.
# 경도를 먼저 썼을 때. $place: 위도를 먼저 쓴 곳.
refused-place-swapped = 위도를 먼저 써 주세요. 위도는 -90부터 90까지입니다. 혹시 { $place }인가요?
refused-line = 길에는 두 곳 이상이 있어야 합니다. 한 곳을 더 넣어 주세요.
refused-area = 땅에는 모퉁이가 세 곳 이상 있어야 합니다. 한 곳을 더 넣어 주세요.
refused-rank = 모든 것에 순위를 매겨 주세요. 여기에는 아직 순위가 없습니다.
refused-file = 이 파일은 쓸 수 없습니다. 다른 파일을 골라 주세요.
# 모든 답을 보는 화면에서, 썼지만 답이 되지 못한 것에.
refused-not-taken = 아직 물음에 맞지 않습니다.
refused-constraint = 물음에 맞지 않는 답입니다. 한 번 더 보아 주세요.
check-title = 답을 확인해 주세요
check-hint = 고치고 싶은 답에서 엔터 키를 누르세요. 모두 맞으면 "{ act-send }"를 고르세요.
check-hint-kept = 고치고 싶은 답에서 엔터 키를 누르세요. 모두 맞으면 "{ act-finish-form }"를 고르세요.
# 다 쓰면 암호로 잠그는 신청서에.
check-locks = 비밀을 지키는 신청서입니다. 보내면 답을 잠그고, 시에서만 열어 볼 수 있습니다. 그 뒤에는 여기서 답을 다시 볼 수 없습니다.
check-no-answer = 답 없음
# 목록이 끝나고 다른 답이 이어지는 곳의 제목.
check-outside = 그 밖의 답

## 비밀 신청서를 잠그는 동안

locking-title = 답을 잠그고 있습니다
locking-hint = 잠시만 기다려 주세요. 답은 이 컴퓨터에 안전하게 있습니다.

## 접수증

receipt-title-saved = 신청서를 저장했습니다
receipt-title-sent = 시가 신청서를 받았습니다
receipt-title-refused = 시의 컴퓨터가 신청서를 받지 않았습니다
receipt-waiting = 이 컴퓨터에 저장했습니다. 연결되면 보냅니다.
# 아무것도 보내지 않는 컴퓨터에서.
receipt-kept = 이 컴퓨터에 저장했습니다. 이 컴퓨터에서는 시로 보내지 않습니다. 시에 어떻게 내는지는 이 컴퓨터를 돌보는 분에게 물어보세요.
receipt-sending = 이 컴퓨터에 저장했습니다. 지금 시로 보내고 있습니다.
receipt-sent = 시가 받았습니다. 접수 번호를 적어 두세요. 이 번호로 물어보실 수 있습니다.
# $phone: 시의 전화번호.
receipt-refused = 답은 이 컴퓨터에 안전하게 있습니다. { $phone }번으로 전화하셔서 접수 번호를 알려 주세요.
receipt-needs-login = 이 컴퓨터에 저장했습니다. 시의 컴퓨터가 아직 이 컴퓨터를 들여보내지 않습니다. 답은 안전하니 { $phone }번으로 전화해 주세요.
# $date: 이 컴퓨터의 시계가 가리키는 날짜.
receipt-wrong-clock = 이 컴퓨터에 저장했습니다. 이 컴퓨터의 시계로는 오늘이 { $date }입니다. 날짜가 틀렸다면 바로잡아 주세요. 그러면 신청서를 보냅니다. 답은 안전하게 있습니다.
receipt-costly = 이 컴퓨터에 저장했습니다. 큰 파일이 들어 있는데, 여기 인터넷은 쓴 만큼 돈이 듭니다. 다른 인터넷에 연결되면 보냅니다. 바로 보내려면 "{ act-send-now }"를 고르세요.
# $percent: 보낸 만큼, 0에서 99까지.
receipt-progress = { $percent }퍼센트 보냄
# 암호로 잠근 신청서. 여기서는 아무에게도 답을 보여 줄 수 없음.
receipt-locked = 답을 잠갔습니다. 시에서만 열어 볼 수 있고, 이 컴퓨터에서는 아무도, 쓰신 분도 다시 볼 수 없습니다.
receipt-form = 신청서
receipt-number = 접수 번호
receipt-message = 시에서 온 말
receipt-gone = 이 신청서는 이제 이 컴퓨터에 없습니다.
receipt-title-answered = 시가 답했습니다
receipt-answered = 시가 신청서에 답했습니다. 접수 번호를 적어 두세요. 이 번호로 물어보실 수 있습니다.
# 시가 일을 마쳤고 다른 말은 없을 때. 어떻게 끝났는지는 그 위에 있다.
receipt-ended = 시에서 더 적어 보낸 말은 없습니다. 접수 번호를 적어 두세요. 이 번호로 물어보실 수 있습니다.
receipt-case = 어디까지 되었는지
receipt-answer = 시의 답
receipt-corrected = 이 신청서를 고쳐서 다시 보냈습니다. 고친 것이 이것을 대신합니다.
receipt-correction-begun = 이 신청서를 고치기 시작했습니다. 고친 것을 보내기 전까지는 처음 보낸 것이 그대로입니다.
# 마지막으로 보낼 때 무엇이 막았는지.
trouble-no-answer = 지난번에는 시의 컴퓨터에 연결되지 않았습니다. 마루가 알아서 다시 보냅니다.
trouble-portal = 지난번에는 시가 아니라 인터넷 망의 안내 화면이 대답했습니다. 누군가 먼저 이 망에 로그인해야 할 수 있습니다.
trouble-unsure = 지난번에는 시의 컴퓨터가 맞는지 확인할 수 없어서 아무것도 보내지 않았습니다. 마루가 알아서 다시 보냅니다.
trouble-busy = 지난번에는 시의 컴퓨터가 바빴습니다. 마루가 알아서 다시 보냅니다.
trouble-unknown = 시가 이 신청서를 더는 받지 않습니다. 새 신청서가 있을 수 있습니다.
trouble-unknown-correction = 시의 컴퓨터가 고치기 전의 신청서를 찾지 못합니다.
trouble-conflict = 시의 컴퓨터에 같은 번호로 된 다른 신청서가 이미 있습니다.
trouble-conflict-correction = 고치기 전의 신청서가 그동안 시에서 바뀌었습니다.
trouble-too-large = 신청서와 파일이 너무 커서 시의 컴퓨터가 받지 못합니다.
trouble-closed = 지금은 시가 이 신청서를 받지 않습니다.
trouble-altered = 다 쓰신 것이 이 컴퓨터의 디스크에서 손상되어 보내지 않았습니다.
trouble-other = 시의 컴퓨터가 까닭을 마루가 아는 말로 알려 주지 않았습니다.

## 신청서 하나로 할 수 있는 일

act-acts = 이 신청서로 할 수 있는 일
# $title: 신청서 이름.
acts-title = 무엇을 하시겠어요? { $title }
acts-go-on = 이어서 쓰기
acts-look = 답을 모두 보기
acts-correct = 답 고치기
acts-correct-hint = 고친 것을 시에 보내고, 그것이 먼저 보낸 것을 대신합니다.
acts-correct-refused = 답을 고쳐서 새로 보내기
acts-retry = 한 번 더 보내 보기
acts-copy = USB나 폴더에 복사하기
# 여럿이 쓰는 컴퓨터에서.
acts-copy-shared = USB에 복사하기
acts-delete = 이 컴퓨터에서 지우기
acts-sending = 지금 보내고 있습니다. 끝날 때까지는 지울 수 없습니다.
# $title: 신청서 이름.
answers-title = 내 답: { $title }
copy-title = 어디에 복사할까요?
copy-looking = 복사할 곳을 찾고 있습니다.
copy-hint = 읽을 수 있는 답, 시의 컴퓨터가 읽는 답, 붙인 파일을 함께 복사합니다. USB를 가진 사람은 누구나 읽을 수 있습니다.
copy-none = 복사할 수 있는 USB나 폴더가 없습니다. USB를 꽂고 다시 찾아보세요.
# 여럿이 쓰는 컴퓨터에서.
copy-none-shared = 복사할 USB가 없습니다. 여럿이 쓰는 컴퓨터라서 USB에만 복사합니다. USB를 꽂고 다시 찾아보세요.
# 복사한 것에서, 답이 있을 자리에.
copy-unreadable = 이 컴퓨터에서 답을 읽지 못했습니다. 디스크에 있는 그대로 복사했습니다.
copy-again = 다시 찾아보기
delete-title = 아주 지울까요?
delete-draft = 쓰신 답이 없어집니다. 시에는 없는 것입니다.
delete-waiting = 아직 시가 받지 못했습니다. 지우면 보내지 않고, 쓰신 답이 없어집니다.
delete-refused = 시가 받지 않은 것입니다. 쓰신 답이 없어집니다.
delete-sent = 시가 받은 것은 시에 그대로 있습니다. 여기 있는 답과 접수 번호는 없어집니다.
act-delete = 아주 지우기
act-keep-record = 그대로 두기

## 설정

settings-title = 설정
settings-hint = 바꾸고 싶은 줄에서 엔터 키를 누르세요.
setting-language = 언어
setting-size = 글씨 크기
setting-theme = 색
setting-voice = 마루의 목소리
setting-rate = 목소리 빠르기
setting-voice-more = 목소리 더 고르기
# 그 줄의 값.
voice-more-value = 크기, 높이, 무엇을 말할지
setting-volume = 목소리 크기
setting-pitch = 목소리 높이
setting-which-voice = 어느 목소리
setting-detail = 얼마나 자세히 말할지
setting-echo = 적는 글 말하기
setting-private = 남에게 숨길 답
setting-braille-grade = 한글 점자
setting-braille-grade-others = 다른 언어의 점자
setting-braille-keys = 점자 자판으로 쓰기
setting-scroll = 점자 줄이 저절로 넘어가기
setting-braille = 점자 단말기
theme-paper = 종이 바탕에 짙은 글씨
theme-night = 밤하늘 바탕에 밝은 글씨
theme-black-on-white = 흰 바탕에 검은 글씨
theme-white-on-black = 검은 바탕에 흰 글씨
theme-yellow-on-black = 검은 바탕에 노란 글씨
voice-on = 켜짐
voice-off = 꺼짐
voice-none = 이 컴퓨터에서 목소리를 찾지 못했습니다
voice-beside-screen-reader = 화면 낭독기가 말하고 있어서 조용히 있음
voice-title = 목소리
which-voice-any = 컴퓨터가 고른 목소리
detail-beginner = 처음 쓰는 사람에게: 쓰는 법까지
detail-usual = 보통
detail-brief = 짧게: 이름과 값만
echo-letters = 글자마다
echo-words = 낱말마다
echo-nothing = 말하지 않음
private-hidden = 별표로 말하기
private-aloud = 그대로 말하기: 이어폰을 쓸 때만
which-voice-title = 어느 목소리로 말할까요?
which-voice-hint = 스페이스바로 고르면 바로 그 목소리로 말합니다.
which-voice-looking = 이 컴퓨터의 목소리를 찾고 있습니다.
# $name: 목소리 이름; $module: 목소리 프로그램 이름.
which-voice-one = { $name }, { $module }
# 둘 다 수.
rate-step = { $of }단계 가운데 { $step }단계
# $model: 단말기 이름; $cells: 칸 수.
braille-there = { $model }, { $cells }칸
braille-none = 연결된 것 없음
braille-grade-one = 정자: 약자를 쓰지 않음
braille-grade-two = 약자를 씀
braille-grade-others-one = 약자를 쓰지 않음
braille-grade-others-two = 약자를 씀
braille-keys-six = 여섯 점
braille-keys-eight = 여덟 점, 컴퓨터 점자
scroll-speed = 1초에 { $cells }칸

## 점자 단말기 찾기

# 화면의 제목이자 그 화면으로 가는 단추.
find-title = 내 점자 단말기 찾기
find-hint = 단말기를 만든 회사를 고른 다음, 어디에 꽂았는지 골라 주세요. 마루는 고른 곳에만 물어봅니다.
# 고를 것 대신에 보인다.
find-named = 마루를 켠 분이 단말기를 정해 두었습니다. 여기서는 고르지 않습니다.
# $model: 단말기의 이름, $cells: 숫자.
find-in-use = 쓰고 있는 것: { $model }, { $cells }칸.
# $maker: 만든 회사, $port: 꽂은 곳.
find-remembered = 기억하고 있는 것: { $maker }, 꽂은 곳은 { $port }. 꽂혀 있으면 늘 씁니다.
find-none = 쓰고 있는 점자 단말기가 없습니다.
# $maker: 만든 회사. 꽂힌 것만 보고도 점자 단말기인 줄 안 경우.
find-known = { $maker }, 이 컴퓨터에 꽂혀 있음
# $maker: 만든 회사.
find-port-title = 단말기를 어디에 꽂으셨나요? ({ $maker })
find-port-hint = 어느 것인지 모르겠으면 단말기의 선을 뽑았다가 잠시 뒤에 다시 꽂아 보세요. 새로 꽂힌 곳을 마루가 알려 드립니다.
find-port-none = 점자 단말기일 만한 것이 꽂혀 있지 않습니다. 단말기를 꽂고 켜 주세요. 꽂히면 마루가 알려 드립니다.
# $name: 기기가 스스로 말하는 이름, $tty: 컴퓨터가 부르는 이름.
port-usb = { $name } (USB)
port-usb-nameless = USB, 이름 없는 기기
port-bluetooth = { $name } (블루투스)
port-bluetooth-nameless = 블루투스, 이름 없는 기기
port-built-in = 컴퓨터의 직렬 단자
port-nameless = { $port } ({ $tty })
# $maker: 만든 회사, $port: 꽂은 곳.
try-title = 단말기를 찾고 있습니다: { $maker }
try-title-failed = 아직 단말기를 찾지 못했습니다: { $maker }
try-title-found = 단말기를 찾았습니다
try-asking = { $port }에 { $maker } 단말기가 있는지 마루가 물어보고 있습니다. 길어도 10초쯤 걸립니다. 단말기를 켜 두시고, 단말기에 메뉴가 있으면 "터미널"이나 "화면 낭독기"를 골라 주세요.
try-asking-brltty = BRLTTY 프로그램에 단말기를 물어보고 있습니다.
# $model: 단말기의 이름, $cells: 숫자.
try-found = 찾았습니다: { $model }, { $cells }칸. 마루가 기억해 두고, 꽂혀 있으면 늘 씁니다.
# 모두: $maker: 만든 회사, $port: 꽂은 곳.
try-failed-silent = 아직 { $port }에서 대답이 없습니다. 단말기가 켜져 있나요? 단말기에 메뉴가 있으면 "터미널"이나 "화면 낭독기"를 골라 주세요. 마루는 계속 물어보고 있습니다.
try-failed-garbled = { $port }에서 대답이 왔지만 { $maker } 단말기가 아닙니다. 다른 회사나 다른 곳을 골라 주세요.
try-failed-missing = { $port }에 이제 아무것도 꽂혀 있지 않습니다. 선을 다시 꽂아 주세요.
try-failed-busy = 다른 프로그램이 { PARTICLE($port, "eul-reul") } 쓰고 있습니다. 그것이 BRLTTY라면 목록에서 BRLTTY의 단말기를 골라 주세요.
try-failed-denied = 이 컴퓨터에서는 { PARTICLE($port, "eul-reul") } 쓸 수 없게 되어 있습니다. 컴퓨터를 돌보는 분에게 "dialout" 모둠에 넣어 달라고 해 주세요.
try-failed-no-brltty = BRLTTY 프로그램이 대답하지 않거나, 지금은 BRLTTY에도 단말기가 없습니다.
try-failed-other = { PARTICLE($port, "eun-neun") } 점자 단말기로 쓸 수 없습니다. 다른 곳을 골라 주세요.
act-look-again = 다시 찾아보기
act-ask-again = 다시 물어보기
act-stop-asking = 그만 물어보기
act-other-display = 다른 단말기나 다른 곳 고르기
act-forget-display = 이 단말기 잊기
notice-display-forgotten = 그 단말기를 이제 기억하지 않습니다.
# $port: 방금 무엇이 꽂힌 곳.
notice-port-new = 새로 꽂힌 것: { $port }.
notice-port-gone = 꽂혀 있던 것 하나가 빠졌습니다.
notice-ports-looked = 다시 찾아보았습니다.
# 회사와 제품의 이름은 단말기에 적힌 대로 둔다.
maker-hims = 힘스, 셀바스
products-hims = 한소네, 브레일 센스, 브레일엣지, 스마트비틀, 큐브레일, 싱크브레일
maker-dotpad = 닷
products-dotpad = 닷패드
maker-seika = 세이카, 닛폰 텔레소프트
products-seika = 세이카 3, 5, 80, 세이카 미니
maker-humanware = 휴먼웨어, APH
products-humanware = 브레일리언트, 브레일노트 터치, 카멜레온, 맨티스, NLS eReader
maker-focus = 프리덤 사이언티픽
products-focus = 포커스, PAC Mate
maker-baum = 바움, 오빗
products-baum = 바리오, 바리오울트라, 프론토, 리프레셔브레일, 오빗 리더
maker-handytech = 핸디테크, 헬프테크
products-handytech = 액티브 브레일, 액티베이터, 브레일 스타, 베이직 브레일, 모듈러
maker-papenmeier = 파펜마이어
products-papenmeier = 브라일렉스, 트리오, 라이브
maker-eurobraille = 유로브레일
products-eurobraille = 에시스, 에시타임, 아이리스, b.note
maker-alva = 알바, 옵텔렉
products-alva = BC640, BC680, 새틀라이트
maker-albatross = 카이쿠
products-albatross = 알바트로스 46, 80
maker-brltty = BRLTTY의 단말기
products-brltty = 이 컴퓨터에서 BRLTTY가 쓰고 있고, 마루에 빌려 줍니다

## 도움말

help-title = 도움말
help-question = 이 물음에 대하여
help-person = 사람과 이야기하기
# $name: 상담실 이름; $number: 전화번호.
help-phone = { $name }: 전화 { $number }
help-moving = 움직이는 법
help-moving-text = 아래 화살표와 위 화살표로 하나씩 옮겨 갑니다. 엔터 키를 누르면 쓰거나 고릅니다. 이에스시 키를 누르면 앞 화면으로 갑니다. 페이지 업과 페이지 다운 키를 누르면 화면에 보이는 곳이 위아래로 움직입니다. 칸의 번호를 누르거나, 마우스로 누르거나, 화면을 만져도 됩니다.
help-keys = 키
# 키의 이름, 사람들이 부르는 대로.
key-enter = 엔터
key-space = 스페이스바
key-home = 홈
key-up = 위 화살표
key-down = 아래 화살표
key-plus = 더하기
key-minus = 빼기
key-control = 컨트롤
key-shift = 시프트
key-alt = 알트
# 두 키를 함께. $held: 누르고 있을 키; $key: 다른 키.
key-together = { PARTICLE($held, "wa-gwa") } { $key }
help-key-stop = 조용히 하기
help-key-pause = 잠깐 멈추기, 한 번 더 누르면 이어서
help-key-repeat = 다시 말하기
help-key-where = 지금 어디인지 듣기
help-key-read = 화면 모두 읽기
help-key-scroll = 점자 줄이 화면 끝까지 저절로 넘어가기, 한 번 더 누르면 멈추기
help-key-next-sentence = 다음 문장
help-key-previous-sentence = 앞 문장
help-key-spell = 한 글자씩 듣기, 한 번 더 누르면 자모로
help-key-slower = 더 천천히 말하기
help-key-faster = 더 빨리 말하기
help-key-softer = 작게 말하기
help-key-louder = 크게 말하기
help-key-voice-buttons = 목소리 단추 보이기와 숨기기
help-key-voice = 목소리 켜고 끄기
help-key-theme = 다른 색으로
help-key-larger = 글씨 크게
help-key-smaller = 글씨 작게
help-key-proceed = 화면 어디에서나 다음으로
help-key-line-break = 여러 줄 쓰는 칸에서 줄 바꾸기
help-key-hangul = 한글과 영문 바꾸기
help-key-settings = 설정
help-key-messages = 지난 알림 다시 읽기
help-key-learn = 키가 하는 일 알아보기
help-key-emboss = 점자 인쇄 파일 만들기
help-key-home = 첫 화면으로
help-key-quit = 마루 끝내기
help-braille = 점자 단말기에서
help-braille-text = 옆으로 넘기는 키로 줄을 따라가고 다음 것으로 갑니다. 글자 위의 커서 키를 누르면 그것을 쓰거나 그 자리에 커서를 놓습니다. 빈칸과 4점은 다음 것, 빈칸과 1점은 앞의 것입니다. 8점은 엔터입니다. 7점과 8점을 함께 누르면 여러 줄 쓰는 칸에서 줄을 바꿉니다. 빈칸과 2, 6점은 앞 화면으로 갑니다. 빈칸과 1, 3, 4, 5점은 지난 알림, 빈칸과 1, 2, 3점은 키가 하는 일입니다. 빈칸과 1, 2, 4, 5점을 누르면 다른 키를 누를 때까지 줄이 저절로 넘어갑니다. 그동안 말 빠르게, 느리게 키로 넘어가는 빠르기를 바꾸고, 옆으로 넘기는 키로 직접 넘길 수도 있습니다.
help-learn = 키가 하는 일 알아보기
help-messages = 지난 알림
help-emboss = 점자 인쇄 파일 만들기
help-safe = 내 답은 안전한가요?
help-safe-text = 답은 하나하나 바로 이 컴퓨터에 저장되므로 전기가 나가도 남아 있습니다. 다 쓴 신청서는 시가 받을 때까지 여기에서 기다립니다.

## 지난 알림

messages-title = 지난 알림
messages-none = 아직 알림이 없습니다.

## 점자 인쇄용 종이

paper-title = 점자 인쇄
paper-hint = 점자 프린터로 찍을 수 있는 파일을 만듭니다. USB가 꽂혀 있으면 거기에, 없으면 문서 폴더에 저장합니다.
# 여럿이 쓰는 컴퓨터에서.
paper-hint-shared = 점자 프린터로 찍을 수 있는 파일을 USB에 만듭니다. 먼저 USB를 꽂아 주세요.
# $title: 화면의 이름.
paper-this = 이 화면: { $title }
paper-answers = 내 답 모두
# $title: 서식의 이름.
paper-blank = 빈 서식: { $title }
paper-size = 종이
paper-size-wide = 40칸 25줄
paper-size-narrow = 32칸 25줄
# 몇몇 사람에게만 묻는 질문 옆에, 종이에서.
paper-perhaps = 해당하는 분만 답해 주세요.
# 가구원처럼 여러 번 쓸 수 있는 것의 첫머리에.
paper-repeat = 하나씩 더 있을 때마다 다른 종이에 써 주세요.
# $count: 고를 것이 몇 개인지.
paper-long-list = { $count }개 가운데 하나를 써 주세요. 목록은 여기에 찍지 않습니다.
paper-file = 이 물음에는 파일이나 사진이 필요합니다. 컴퓨터에서 넣어 주세요.
paper-date = 연도, 월, 일.
paper-time = 시와 분.

## 키가 하는 일 알아보기

keys-title = 키가 하는 일
keys-hint = 자판이나 점자 단말기의 키를 눌러 보세요. 그 일을 하지 않고, 무슨 일을 하는지 알려 드립니다. 그만두려면 이에스시 키나 뒤로 가는 점자 키를 두 번 누르세요.
# 누른 키가 하는 일. 하지는 않고 알려 주기만 합니다.
does-nothing = 이 키는 하는 일이 없습니다.
# $text: 그 키로 적는 글자.
does-type = { $text } 적기
# $dots: 점의 번호들, 사이에 빈칸.
does-dots = 점자 { $dots }점 적기
# $cell: 왼쪽에서 몇째 칸인지, 수.
does-route = { $cell }째 칸 위의 커서 키: 그 아래 있는 것을 쓰거나 그 자리에 커서 놓기
does-caret-left = 커서를 한 글자 왼쪽으로
does-caret-right = 커서를 한 글자 오른쪽으로
does-caret-word-left = 커서를 한 낱말 왼쪽으로
does-caret-word-right = 커서를 한 낱말 오른쪽으로
does-caret-start = 커서를 글의 처음으로
does-caret-end = 커서를 글의 끝으로
does-extend = 커서를 옮기면서 글자 고르기
does-less = 수를 줄이거나 차례를 뒤로
does-more = 수를 늘리거나 차례를 앞으로
does-next = 다음 것으로
does-previous = 앞의 것으로
does-next-control = 쓸 수 있는 다음 것으로
does-previous-control = 쓸 수 있는 앞의 것으로
does-first = 화면의 처음으로
does-last = 화면의 끝으로
does-activate = 엔터: 쓰거나 고르고 다음으로
does-select = 고르기, 글에서는 빈칸
does-back = 앞 화면으로. 여기에서 나가려면 한 번 더 누르세요.
does-backspace = 커서 앞의 글자 지우기
does-delete = 커서 뒤의 글자 지우기
does-pan-left = 점자 줄의 이전 부분
does-pan-right = 점자 줄의 다음 부분
does-to-cursor = 점자를 커서가 있는 자리로

## 알림: 무슨 일이 있었는지, 답은 안전한지, 이제 무엇을 할지

notice-first = 이 화면의 처음입니다.
notice-last = 이 화면의 끝입니다.
notice-first-page = 첫 화면입니다.
notice-draft-kept = 쓰던 것을 이 컴퓨터에 남겨 두었습니다. 나중에 마저 쓸 수 있습니다.
# 여럿이 쓰는 컴퓨터에서.
notice-draft-kept-shared = 쓰던 것을 이 컴퓨터에 남겨 두었습니다. 이용을 마치기 전까지 이어서 쓸 수 있습니다. 그 뒤에는 아무에게도 보이지 않지만, 이 컴퓨터를 돌보는 사람은 볼 수도 있습니다. 그것이 싫으면 "{ my-forms-title }"에서 지우세요.
# 여럿이 쓰는 컴퓨터에서, 한동안 아무 키도 누르지 않았을 때.
notice-who-is-there = 아직 계신가요? 계속하시려면 아무 키나 누르세요. 30초 안에 누르지 않으면 다음 사람을 위해 이 화면을 닫습니다.
notice-still-there = 고맙습니다. 계속하셔도 됩니다.
notice-sitting-over = 다음 사람이 쓸 수 있습니다. 앞사람이 쓴 것은 여기에 보이지 않습니다.
notice-may-not-leave = 여럿이 쓰는 컴퓨터라서 마루를 닫지 않습니다. 이용을 마치려면 첫 화면에서 "{ act-end-sitting }"를 고르세요.
# 아래의 세 알림과 같은 것, 여럿이 쓰는 컴퓨터에서: 벌써 다른 사람이 앉아 있을 수 있다.
notice-sent-shared = 시가 신청서를 받았습니다.
notice-refused-shared = 시의 컴퓨터가 신청서를 받지 않았습니다. 답은 이 컴퓨터에 안전하게 있습니다.
notice-case-shared = 신청서 소식이 왔습니다. "{ my-forms-title }"에서 볼 수 있습니다.
notice-locking = 답을 잠그고 있습니다. 잠시만 기다려 주세요.
# 비밀 신청서를 잠글 열쇠가 잘못됨. $phone: 시의 전화번호.
notice-form-key = 이 비밀 신청서는 열 수 없습니다. 답을 안전하게 잠글 수 없기 때문입니다. 아무것도 보내지 않았습니다. 시에서 고쳐야 하니 { $phone }번으로 전화해 주세요.
# $phone: 시의 전화번호.
notice-form-broken = 이 신청서는 이 컴퓨터에서 열 수 없습니다. { $phone }번으로 전화하시면 도와드립니다.
notice-draft-broken = 이 신청서를 더는 열 수 없습니다. 쓰신 답은 이 컴퓨터에 그대로 있습니다. { $phone }번으로 전화해 주세요.
notice-disk-full = 이 컴퓨터가 가득 차서 답을 저장하지 못했습니다. 답은 이 화면에 그대로 있습니다. 자리를 비워 달라고 부탁한 뒤에 다시 해 주세요.
notice-read-only = 이 컴퓨터의 디스크에 쓸 수 없어서 답을 저장하지 못했습니다. 답은 이 화면에 그대로 있습니다. 도움을 받은 뒤에 다시 해 주세요.
notice-not-saved = 답을 저장하지 못했습니다. 답은 이 화면에 그대로 있습니다. 다시 해 보거나 도움을 받으세요.
notice-quit-again = 마지막 답을 저장하지 못했습니다. 저장하지 않고 끝내려면 한 번 더 끝내 주세요.
notice-settings-not-kept = 지금은 이 설정대로 쓰지만 이 컴퓨터에 저장하지는 못했습니다.
# $phone: 시의 전화번호.
notice-not-tried = 이 컴퓨터에 문제가 있어서 보내 보지 못했습니다. 신청서는 여기에 안전하게 있고 마루가 알아서 다시 보냅니다. 그래도 되지 않으면 { $phone }번으로 전화해 주세요.
notice-still-waiting = 시에 연결하지 못했습니다. 신청서는 여기에 안전하게 있고 나중에 보냅니다.
# $title: 신청서 이름; $receipt: 접수 번호; $digits: 한 자씩 읽는 번호.
notice-sent = 시가 받았습니다: { $title }. 접수 번호 { $receipt }.
    .speech = 시가 받았습니다: { $title }. 접수 번호 { $digits }.
notice-refused = 시의 컴퓨터가 이 신청서를 받지 않았습니다: { $title }. 답은 이 컴퓨터에 안전하게 있습니다. "{ my-forms-title }"에서 볼 수 있습니다.
# $title: 신청서 이름; $percent: 보낸 만큼, 25, 50, 75 가운데 하나.
notice-progress = { $title }: { $percent }퍼센트 보냈습니다.
notice-trying = 지금 보내 보고 있습니다.
notice-braille-ready = 점자 단말기가 준비되었습니다. { $cells }칸.
notice-braille-gone = 점자 단말기의 연결이 끊겼습니다. 보던 자리는 그대로 있습니다.
# 점자 단말기에서 한 번 알림: liblouis의 점자표가 설치되어 있지 않음.
notice-no-braille-tables = 이 언어의 점자표가 없어서 컴퓨터 점자로 보여 드립니다. 컴퓨터를 돌보는 분에게 liblouis20과 liblouis-data 꾸러미를 설치해 달라고 하세요.
# 점자 인쇄 파일을 만드는 데 조금 걸림.
notice-embossing = 점자 인쇄 파일을 만들고 있습니다.
# $name: 파일 이름; $place: USB나 폴더의 이름.
notice-embossed = { $place }에 { $name } 파일을 저장했습니다. 점자 프린터로 찍을 수 있습니다.
notice-emboss-no-stick = 여럿이 쓰는 컴퓨터라서 파일을 USB에만 저장합니다. USB를 꽂고 다시 해 주세요.
notice-emboss-failed = 점자 인쇄 파일을 저장하지 못했습니다. 답은 그대로 있습니다. USB나 디스크에 빈자리가 있는지 봐 주세요.
notice-no-voice = 이 컴퓨터에서 목소리를 찾지 못했습니다. 다른 것은 모두 쓸 수 있습니다. 목소리 프로그램의 이름은 speech-dispatcher입니다.
notice-no-sound = 마루가 말하고 있지만 이 컴퓨터에서 소리가 나오지 않습니다. 답은 안전합니다. 스피커나 이어폰을 살펴보세요.
# $language: 언어 이름.
notice-no-voice-for = 이 컴퓨터에는 { $language } 목소리가 없습니다. 글과 점자는 그대로 나오고 답은 안전합니다.
# $language: 언어 표시. 언어의 이름.
language-of = { $language ->
    [ko] 한국어
    [en] 영어
    [vi] 베트남어
    [zh] 중국어
    [ja] 일본어
    [sw] 스와힐리어
    [ne] 네팔어
    [id] 인도네시아어
   *[other] { $language }
}
notice-screen-reader = 화면 낭독기가 켜져 있어서 마루는 조용히 있습니다. F8 키를 누르면 마루가 말합니다.
notice-store-replaced = 신청서를 모아 둔 파일이 망가져 있었습니다. 지우지 않고 옆에 두고 새로 시작했습니다. 없어진 신청서가 있으면 도움을 청해 주세요.
# $count: 남아 있는 신청서의 수.
notice-store-mended = 신청서 파일이 손상되어 따로 두었습니다. 들어 있던 { $count }건은 모두 그대로 있습니다.
notice-store-mended-in-part = 신청서 파일이 손상되어 지우지 않고 따로 두었습니다. { $count }건은 그대로 있습니다. 없어진 것이 있으면 도움을 청하세요.
notice-disk-read-only = 이 컴퓨터의 디스크에 쓸 수 없습니다. 신청서를 볼 수는 있지만, 지금 쓰시는 답은 마루를 닫으면 없어집니다. 도움을 청하세요.
notice-saved-now = 이제 저장했습니다. 이어서 쓰셔도 됩니다.
# $title: 신청서 이름, $when: 날짜와 시각.
notice-left-open = 쓰시던 중에 마루가 끝났습니다: { $title }, 마지막으로 고친 때: { $when }. 쓰신 것은 그대로 있습니다. "{ my-forms-title }"에서 이어서 쓰세요.
# $title: 신청서 이름, $answer: 시의 말.
notice-answered = 시가 답했습니다: { $title }. { $answer }
# $title: 신청서 이름, $state: "시가 처리하고 있습니다" 같은 말.
notice-case = { $title } 소식: { $state }.
# $phone: 시의 전화번호.
notice-record-unreadable = 이 신청서의 답을 읽을 수 없습니다. 이 컴퓨터에는 그대로 있습니다. { $phone }번으로 전화해 주세요.
notice-deleted = 지웠습니다.
notice-not-deleted = 지우지 못했습니다. 지금 보내고 있을 수 있습니다. 나중에 다시 해 보세요.
# $folder: 복사한 폴더의 이름.
notice-copied = "{ $folder }" 폴더에 복사했습니다.
# $folder: 위와 같음, $files: 빠진 파일의 이름들.
notice-copied-in-part = "{ $folder }" 폴더에 복사했지만, 읽지 못해서 빠진 파일이 있습니다: { $files }.
notice-copy-full = 복사할 자리가 모자랍니다. 없어진 것은 없으니 다른 곳을 고르세요.
notice-copy-unwritable = 그곳에 복사하지 못했습니다. 없어진 것은 없으니 USB를 다시 꽂거나 다른 곳을 고르세요.
notice-correcting = 보내신 답입니다. 고칠 답을 고른 다음 보내세요.
notice-corrected-before = 이것은 전에 고쳐 보내셨습니다. 고친 것을 보여 드립니다.
notice-pack-trouble = 시의 서비스 가운데 몇 가지를 불러오지 못했습니다. 나머지는 쓸 수 있습니다.
notice-hangul = 한글
notice-latin = 영문
notice-size = 글씨 크기 { $percent }퍼센트
# $theme: 색 이름.
notice-theme = 색: { $theme }
notice-voice-on = 목소리 켬
notice-voice-off = 목소리 끔
notice-no-display = 쓰고 있는 점자 단말기가 없습니다.
notice-rate = 빠르기 { $of }단계 가운데 { $step }단계
notice-volume = 크기 { $of }단계 가운데 { $step }단계
notice-voice-buttons = 목소리 단추가 화면 위에 나왔습니다.
notice-voice-buttons-hidden = 목소리 단추를 숨겼습니다.
notice-read-only-field = 이 답은 고칠 수 없습니다.
# 세는 수가 끝에 닿아 그대로일 때. $number: 그 수.
notice-count-least = { $number }보다 더 줄일 수 없습니다.
notice-count-most = { $number }보다 더 늘릴 수 없습니다.
# 친 것이 두 끝 사이의 수가 아닐 때. $typed: 친 것; $number: 그대로 있는 수.
notice-number-stays = { PARTICLE($typed, "eun-neun") } { $least }부터 { $most }까지의 수가 아닙니다. 고른 수는 그대로 { $number }입니다.
notice-number-none = { PARTICLE($typed, "eun-neun") } { $least }부터 { $most }까지의 수가 아닙니다. 아직 고른 수가 없습니다.
# $place: "2번째 곳" 같은 말; $count: 이제 몇 곳인지.
notice-place-removed = { PARTICLE($place, "eul-reul") } 뺐습니다. { $count }.
notice-text-too-long = 글이 너무 깁니다. 마지막 부분은 받지 못했습니다.
notice-nothing-found = 찾은 것이 없습니다. 글자를 줄여 보세요.
notice-nothing-asked = 여기에는 답할 것이 없습니다.
notice-too-many = 이 신청서에는 더 넣을 자리가 없습니다.
notice-no-files = 알맞은 파일을 찾지 못했습니다. USB가 있으면 꽂고 다시 찾아보세요.
notice-looking-for-files = 아직 파일을 찾고 있습니다. 잠시만 기다려 주세요.
notice-attaching = 아직 파일을 신청서와 함께 저장하고 있습니다. 잠시만 기다려 주세요.
notice-quit-without-file = 아직 파일을 신청서와 함께 저장하고 있습니다. 잠시만 기다려 주세요. 파일 없이 끝내려면 한 번 더 끝내 주세요.
notice-attached = 파일을 신청서와 함께 저장했습니다.
notice-file-unreadable = 이 파일을 읽지 못했습니다. USB에 있는 파일이면 다시 꽂아 주세요. 쓰신 답은 안전합니다.
notice-file-damaged = 사진이 망가졌거나 마루가 모르는 종류입니다. 다른 사진을 골라 주세요. 쓰신 답은 안전합니다.
# $size: 가장 큰 크기, 예를 들어 100메가바이트.
notice-file-too-large = 파일이 너무 큽니다. { $size }까지 쓸 수 있습니다. 더 작은 것을 골라 주세요. 쓰신 답은 안전합니다.
notice-picture-too-large = 사진이 너무 큽니다. 더 작은 것을 골라 주세요. 쓰신 답은 안전합니다.
notice-file-disk-full = 이 컴퓨터에 자리가 없어 파일을 저장하지 못했습니다. 쓰신 답은 안전합니다. 자리를 비운 다음 다시 골라 주세요.
notice-file-not-taken = 파일을 저장하지 못했습니다. 쓰신 답은 안전합니다. 다시 고르거나 도움을 청해 주세요.
# "저장하고 보내기"를 눌렀는데 답이 없거나 신청서의 조건에 맞지 않을 때. 까닭은 물음이 말한다.
notice-answer-wanted = 아직 보내지 않았습니다. 이 물음에 답하시거나 답을 고쳐 주세요. 다른 답은 안전합니다.
# 답을 확인하는 화면에서, 읽기만 하는 것에 엔터 키를 눌렀을 때.
notice-nothing-sent = 보내지 않았습니다. 모두 맞으면 "저장하고 보내기"를 고르세요.
# 지울지 묻는 화면의 글에서 엔터를 눌렀을 때.
notice-nothing-removed = 아무것도 지우지 않았습니다. "{ act-remove }"나 "{ act-keep-instance }" 단추를 골라 주세요.
notice-typed-but-not-taken = 쓰신 것 가운데 아직 물음에 맞지 않는 것이 있습니다. 다시 한 번 보아 주세요. 지워진 것은 없습니다.
